using DouyinIngest.Simulator.Faults;

namespace DouyinIngest.Tests.Simulator.Faults;

public sealed class FaultInjectorTests
{
    [Fact]
    public void OnFrame_After_FiresOnceAfterSoMany()
    {
        var injector = Make("drop@after=3");
        Assert.Equal([3L], Hits(injector, 20));
        Assert.Equal(1, injector.Fired["drop"]);
    }

    [Fact]
    public void OnFrame_AfterTimes_FiresAgainAfterAsMany() => Assert.Equal([3L, 7, 11], Hits(Make("drop@after=3,times=3"), 40));

    [Fact]
    public void OnFrame_Rate_FiresAboutThatOften() => Assert.InRange(Hits(Make("drop@rate=0.1"), 5000).Count, 400, 600);

    [Fact]
    public void OnFrame_SpoiledFrame_IsCleanNextTime()
    {
        var injector = Make("corrupt@rate=1");
        Assert.NotNull(injector.OnFrame(1, 2, 0, false));
        Assert.Null(injector.OnFrame(1, 2, 0, false));
        Assert.NotNull(injector.OnFrame(1, 2, 1, false));
    }

    [Fact]
    public void OnFrame_Sticky_SpoilsTheFrameEveryTime()
    {
        var injector = Make("corrupt@after=1,sticky");
        Assert.Null(injector.OnFrame(1, 2, 0, false));
        Assert.NotNull(injector.OnFrame(1, 2, 1, false));
        Assert.NotNull(injector.OnFrame(1, 2, 1, false));
        Assert.Null(injector.OnFrame(1, 2, 2, false));
        Assert.Equal(2, injector.Fired["corrupt"]);
    }

    [Fact]
    public void OnFrame_StickyAndSpent_SpoilsNoOtherFrame()
    {
        var injector = Make("corrupt@after=1,times=1,sticky");
        injector.OnFrame(1, 2, 0, false);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.NotNull(injector.OnFrame(1, 2, 1, false)));
        Assert.All(Enumerable.Range(2, 20), position => Assert.Null(injector.OnFrame(1, 2, position, false)));
    }

    [Theory]
    [InlineData(1, 99)]
    [InlineData(99, 2)]
    public void OnFrame_Room_TakesLiveIdOrRoomId(long liveId, long roomId)
    {
        var injector = Make("drop@rate=1,room=99");
        Assert.Null(injector.OnFrame(1, 2, 0, false));
        Assert.NotNull(injector.OnFrame(liveId, roomId, 0, false));
    }

    [Fact]
    public void OnFrame_Reorder_WaitsForANeighbourAndCleansBoth()
    {
        var injector = Make("reorder");
        Assert.Null(injector.OnFrame(1, 2, 0, canReorder: false));
        Assert.Equal(FaultKind.Reorder, injector.OnFrame(1, 2, 1, canReorder: true)!.Kind);
        injector.Add(FaultPlan.Parse("drop@rate=1"));
        Assert.Null(injector.OnFrame(1, 2, 1, false));
        Assert.Null(injector.OnFrame(1, 2, 2, false));
        Assert.NotNull(injector.OnFrame(1, 2, 3, false));
    }

    [Fact]
    public void OnFrame_StickyReorder_FiresOnlyWhereItCanBeDone()
    {
        var faults = Make("reorder@sticky");
        Assert.NotNull(faults.OnFrame(1, 2, 0, canReorder: true));

        Assert.Null(faults.OnFrame(1, 2, 0, canReorder: false));
        Assert.Equal(1, faults.Fired["reorder"]);
        Assert.NotNull(faults.OnFrame(1, 2, 0, canReorder: true));
        Assert.Equal(2, faults.Fired["reorder"]);
    }

    [Fact]
    public void OnFrame_SeveralRules_FirstOneWinsAndTheOtherWaits()
    {
        var faults = Make("drop@after=2;rst@after=2");

        Assert.Equal([null, null, "Drop", "Rst", null], Enumerable.Range(0, 5).Select(i => faults.OnFrame(1, 2, i, canReorder: false)?.Kind.ToString()));
    }

    [Fact]
    public void OnFrame_ConnectAndApiFaults_DoNotStrikeFrames()
    {
        var faults = Make("blocked;403;emptyapi");

        Assert.Null(faults.OnFrame(1, 2, 0, canReorder: true));
        Assert.Equal("EmptyApi", faults.OnRequest(DouyinIngest.Simulator.Faults.FaultPoint.Api, 1, 2)?.Kind.ToString());
        Assert.Equal("Blocked", faults.OnRequest(DouyinIngest.Simulator.Faults.FaultPoint.Connect, 1, 2)?.Kind.ToString());
    }

    [Fact]
    public void OnFrame_SameRateAndSeed_SameFrames() =>
        Assert.Equal(Hits(Make("drop@rate=0.05"), 1000), Hits(Make("drop@rate=0.05"), 1000));

    [Fact]
    public void OnFrame_SpoiledInOneBroadcast_AnotherIsNotSpared()
    {
        var faults = Make("drop@times=2");
        Assert.NotNull(faults.OnFrame(1, 2, 0, canReorder: false));

        Assert.NotNull(faults.OnFrame(1, 3, 0, canReorder: false));
        Assert.Null(faults.OnFrame(1, 2, 0, canReorder: false));
    }

    [Fact]
    public void Add_WhileRunning_CountsFromThere()
    {
        var faults = Make("");
        Assert.Null(faults.OnFrame(1, 2, 0, canReorder: false));

        faults.Add(DouyinIngest.Simulator.Faults.FaultPlan.Parse("drop@after=1"));

        Assert.Equal([2L], Enumerable.Range(1, 5).Where(i => faults.OnFrame(1, 2, i, canReorder: false) is not null).Select(i => (long)i));
    }

    [Fact]
    public void OnRequest_Connect_TheNthAndThoseAfterIt()
    {
        var injector = Make("429@connect=2,times=2;drop@rate=1");
        Assert.Equal([null, FaultKind.TooMany, FaultKind.TooMany, null], Enumerable.Range(0, 4).Select(_ => injector.OnRequest(FaultPoint.Connect, 0, 0)?.Kind));
        Assert.Null(injector.OnRequest(FaultPoint.Api, 0, 0));
    }

    [Fact]
    public void Clear_NothingFires_CountsStay()
    {
        var injector = Make("drop@rate=1");
        injector.OnFrame(1, 2, 0, false);
        injector.Clear();
        Assert.Null(injector.OnFrame(1, 2, 1, false));
        Assert.Equal(1, injector.Fired["drop"]);
        Assert.Equal(FaultNames.All.Order(StringComparer.Ordinal), injector.Fired.Keys);
    }

    private static FaultInjector Make(string plan) => new(1, FaultPlan.Parse(plan));

    private static List<long> Hits(FaultInjector injector, int frames)
        => [.. Enumerable.Range(0, frames).Select(i => (long)i).Where(i => injector.OnFrame(1, 2, i, false) is not null)];
}
