using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class DecisionTests
{
    [Theory]
    [InlineData("a a a", "--+")]
    [InlineData("a a b a a a", "-----+")]
    [InlineData("a a a a a a", "--+--+")]
    [InlineData("a b a b", "----")]
    public void Settles_ThirdInARowAtOneCursor(string cursors, string expected)
    {
        var streak = default(FailureStreak);
        Assert.Equal(expected, string.Concat(cursors.Split(' ').Select(cursor => streak.Settles(cursor) ? '+' : '-')));
    }

    [Theory]
    [InlineData(true, false, 0, false, "Connect")]
    [InlineData(true, false, 0, true, "Connect")]
    [InlineData(true, true, 0, false, "Wait")]
    [InlineData(false, false, 1, true, "Wait")]
    [InlineData(false, false, 2, true, "End")]
    [InlineData(false, false, 5, false, "Wait")]
    public void AfterLookup_Table(bool live, bool sameAsEnded, int offlineAnswers, bool following, string expected)
        => Assert.Equal(expected, RoomSteps.AfterLookup(live, sameAsEnded, offlineAnswers, following).ToString());

    [Theory]
    [InlineData(CloseReason.Stopped, false, "Finish")]
    [InlineData(CloseReason.BroadcastEnded, false, "End")]
    [InlineData(CloseReason.BroadcastEnded, true, "Finish")]
    [InlineData(CloseReason.RoomOffline, false, "Wait")]
    [InlineData(CloseReason.RoomNotFound, true, "Wait")]
    [InlineData(CloseReason.Network, false, "Wait")]
    public void AfterConnection_Table(CloseReason reason, bool pinned, string expected)
        => Assert.Equal(expected, RoomSteps.AfterConnection(reason, pinned).ToString());

    [Theory]
    [InlineData(0, 30)]
    [InlineData(0.5, 33)]
    [InlineData(1, 36)]
    public void Pace_AddsUpToAFifth(double random, double seconds)
        => Assert.Equal(seconds, RoomSteps.Pace(TimeSpan.FromSeconds(30), random).TotalSeconds, 3);

    [Fact]
    public void Between_StartsStopsAndReplaces()
    {
        var step = AssignmentStep.Between(
            Table(Room("same"), Room("gone"), Room("pinned"), Room("labelled", 0, ("a", "1")), Room("moved")),
            Table(Room("same"), Room("new"), Room("pinned", 7), Room("labelled", 0, ("a", "2")), Room("moved") with { Transport = RoomTransport.Websocket }));

        Assert.Equal(["gone", "labelled", "moved", "pinned"], step.Stop.Order());
        Assert.Equal(["labelled", "moved", "new", "pinned"], step.Start.Select(room => room.LiveId).Order());
    }

    [Fact]
    public void Between_OnlyAnotherFilter_LetsTheRoomRunOn()
    {
        FilterRules Least(long value) => new() { MinGiftValue = value };
        var step = AssignmentStep.Between(
            Table(Room("same") with { Filter = Least(1) }, Room("other") with { Filter = Least(1) }, Room("none") with { Filter = Least(1) }, Room("moved")),
            Table(Room("same") with { Filter = Least(1) }, Room("other") with { Filter = Least(2) }, Room("none"), Room("moved", 7) with { Filter = Least(3) }));

        Assert.Equal(["none", "other"], step.Refilter.Select(room => room.LiveId).Order());
        Assert.Equal(["moved"], step.Stop);
        Assert.Equal(3, Assert.Single(step.Start).Filter!.MinGiftValue);
    }

    [Theory]
    [InlineData("a b c", true)]
    [InlineData("a a a a", false)]
    [InlineData("a b", false)]
    public void Trips_SameFaultInThreeRooms(string rooms, bool expected)
    {
        var breaker = new FaultBreaker(3, TimeSpan.FromMinutes(1), new FakeTimeProvider());
        Assert.Equal(expected, rooms.Split(' ').Select(room => breaker.Trips(room, new InvalidOperationException("x"))).ToList()[^1]);
    }

    [Fact]
    public void Trips_AnotherFaultOrALongTimeBetween_BeginsAnew()
    {
        var time = new FakeTimeProvider();
        var breaker = new FaultBreaker(2, TimeSpan.FromMinutes(1), time);
        Assert.False(breaker.Trips("a", new InvalidOperationException("x")));
        Assert.False(breaker.Trips("b", new NotSupportedException("y")));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(breaker.Trips("c", new NotSupportedException("y")));
        Assert.True(breaker.Trips("d", new NotSupportedException("y")));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(49, 10)]
    [InlineData(61, 0)]
    [InlineData(100_000, 0)]
    public void PerSecond_IsTheMeanOfTheLastMinute(int secondsLater, double expected)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var rate = new MinuteRate();
        rate.Add(start, 600);
        Assert.Equal(expected, rate.PerSecond(start.AddSeconds(secondsLater)));
    }

    [Fact]
    public void PerSecond_SteadyStream_ForgetsWhatIsOld()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var rate = new MinuteRate();
        for (var i = 0; i < 600; i++)
        {
            rate.Add(at = at.AddSeconds(1), 3);
        }

        Assert.InRange(rate.PerSecond(at), 2.4, 3.1);
    }

    [Theory]
    [InlineData(CloseReason.UnreadableFrame, "unreadable_frame")]
    [InlineData(CloseReason.Tls, "tls")]
    public void SnakeCase_IsThatOfTheLabels(CloseReason reason, string expected) => Assert.Equal(expected, SnakeCase.Of(reason));

    private static RoomAssignment Room(string liveId, long roomId = 0, params (string Key, string Value)[] labels)
        => new(liveId, roomId, labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal));

    private static Dictionary<string, RoomAssignment> Table(params RoomAssignment[] rooms) => rooms.ToDictionary(room => room.LiveId, StringComparer.Ordinal);
}
