using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class PlacementClockTests
{
    private const string One = """{"credentials":{"default":{"limit":1},"b":{"limit":1}}}""";
    private static readonly AdmissionPlan First = Tables.Of(("_credentials", One), ("1", "{}"), ("2", "{}")).Plan;
    private static readonly AdmissionPlan Freed = Tables.Of(("_credentials", One), ("2", "{}")).Plan;

    [Theory]
    [InlineData(0, 15)]
    [InlineData(14, 1)]
    [InlineData(15, 0)]
    [InlineData(60, 0)]
    public void Remaining_FirstTableIncluded_15SecondsFromWhenThePlaceWasSeen(int after, int left)
    {
        var clock = new PlacementClock();
        clock.See(First, At(100));
        Assert.Equal(TimeSpan.FromSeconds(left), clock.Remaining(First, "1", held: false, At(100 + after)));
    }

    [Fact]
    public void Remaining_SameTableAgain_DoesNotBeginAnew()
    {
        var clock = new PlacementClock();
        clock.See(First, At(0));
        clock.See(First, At(14));
        Assert.Equal(At(1), clock.Remaining(First, "1", held: false, At(14)));
    }

    [Fact]
    public void Remaining_RoomThatWaited_CountsFromWhenItGainedThePlace()
    {
        var clock = new PlacementClock();
        clock.See(First, At(0));
        Assert.Null(clock.Remaining(First, "2", held: false, At(50)));
        clock.See(Freed, At(50));
        Assert.Equal(At(15), clock.Remaining(Freed, "2", held: false, At(50)));
        Assert.Equal(TimeSpan.Zero, clock.Remaining(Freed, "2", held: false, At(65)));
    }

    [Fact]
    public void Remaining_PlaceLostAndGainedAgain_BeginsAnew()
    {
        var clock = new PlacementClock();
        clock.See(Freed, At(0));
        clock.See(First, At(20));
        clock.See(Freed, At(30));
        Assert.Equal(At(15), clock.Remaining(Freed, "2", held: false, At(30)));
    }

    [Fact]
    public void Remaining_OtherCredential_IsAnotherPlace()
    {
        var clock = new PlacementClock();
        clock.See(Freed, At(0));
        var moved = Tables.Of(("_credentials", One), ("2", """{"credential":"b"}""")).Plan;
        clock.See(moved, At(20));
        Assert.Equal(At(15), clock.Remaining(moved, "2", held: false, At(20)));
    }

    [Fact]
    public void Remaining_RoomHoldsThePlaceItself_MayStartAtOnce()
    {
        var clock = new PlacementClock();
        clock.See(First, At(0));
        Assert.Equal(TimeSpan.Zero, clock.Remaining(First, "1", held: true, At(0)));
        Assert.Null(clock.Remaining(First, "2", held: true, At(0)));
    }

    [Theory]
    [InlineData("""{"credentials":{"default":{}}}""")]
    [InlineData("""{"credentials":{"other":{"limit":1}}}""")]
    [InlineData(null)]
    public void Remaining_NoLimit_MayStartAtOnce(string? credentials)
    {
        var plan = Tables.Of(("_credentials", credentials), ("1", "{}")).Plan;
        var clock = new PlacementClock();
        clock.See(plan, At(0));
        Assert.Equal(TimeSpan.Zero, clock.Remaining(plan, "1", held: false, At(0)));
    }

    [Fact]
    public void Remaining_LimitThatCameLater_CountsThePlaceTheRoomHad()
    {
        var clock = new PlacementClock();
        clock.See(Tables.Of(("2", "{}")).Plan, At(0));
        clock.See(Freed, At(20));
        Assert.Equal(TimeSpan.Zero, clock.Remaining(Freed, "2", held: false, At(20)));
    }

    [Fact]
    public void Remaining_PlanThatWasNotSeen_IsNoPlace() => Assert.Null(new PlacementClock().Remaining(First, "1", held: true, At(0)));

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(10, true, false)]
    [InlineData(11, false, false)]
    [InlineData(90, false, false)]
    [InlineData(91, false, true)]
    public void TableAge_Older_StartsNothingAndThenClosesTheLimited(int age, bool mayStart, bool mustClose)
    {
        Assert.Equal(mayStart, TableAge.MayStart(At(age)));
        Assert.Equal(mustClose, TableAge.MustClose(First, First.Admitted["1"], At(age)));
        var unlimited = Tables.Of(("1", "{}")).Plan;
        Assert.False(TableAge.MustClose(unlimited, unlimited.Admitted["1"], At(age)));
    }

    [Fact]
    public void TableAge_NeverLoaded_StartsNothing() => Assert.False(TableAge.MayStart(TimeSpan.MaxValue));

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
