using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Overview;

public sealed class RoomRowsTests
{
    private const int Partitions = 8;
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void All_RoomsOfTheConfiguration_AreThoseThatRun()
    {
        var row = Assert.Single(new RoomRows(null, FleetOverview.None, Partitions, "here").All([Room("5", RoomState.Offline)]));
        Assert.Equal(("5", RoomWant.Configured, "offline", "here", true), (row.LiveId, row.Want, row.State, row.Pod, row.IsHere));
        Assert.Null(row.Offset);
    }

    [Fact]
    public void All_OfAFleet_AreEveryRoomOnceInOrder()
    {
        var table = Tables.Of(("30", "{}"), ("9", "{}"), ("200", "x"), ("4", """{"state":"paused"}"""));
        var rows = new RoomRows(table, FleetOverview.None, Partitions, "here").All([Room("9"), Room("77")]);
        Assert.Equal(["4 Paused", "9 Active", "30 Active", "77 Unassigned", "200 Refused"], rows.Select(row => $"{row.LiveId} {row.Want}"));
        Assert.Equal([3, 1, 0, null, 2], rows.Select(row => (int?)row.Offset));
    }

    [Fact]
    public void Find_RoomHere_HasItsOwnFigures()
    {
        var row = new RoomRows(Tables.Of(("9", """{"labels":{"tenant":"x"}}""")), Told("9", "offline"), Partitions, "here").Find("9", Room("9"))!;
        Assert.Equal(("streaming", "here", "", true, 7L, 1.5), (row.State, row.Pod, row.Address, row.IsHere, row.Events, row.Rate));
        Assert.Equal(("Tls", "look at it"), (row.Reason, row.Remedy));
        Assert.Equal("a=b c=d", row.Labels);
    }

    [Fact]
    public void Find_RoomElsewhere_HasItsPodAndWhatWasTold()
    {
        var row = new RoomRows(Tables.Of(("9", """{"labels":{"tenant":"x"}}""")), Told("9", "backing_off"), Partitions, "here").Find("9", null)!;
        Assert.Equal(("backing_off", "there", "10.0.0.2:9464", false, "network", "look"), (row.State, row.Pod, row.Address, row.IsHere, row.Reason, row.Remedy));
        Assert.Equal(("7300000000000000001", "tenant=x"), (row.RoomId, row.Labels));
    }

    [Fact]
    public void Find_RoomOfOurPartitionThatDoesNotRunYet_NamesNoAddress()
    {
        var row = new RoomRows(Tables.Of(("9", "{}")), Told("9", "ended"), Partitions, "there").Find("9", null)!;
        Assert.Equal(("there", ""), (row.Pod, row.Address));
    }

    [Theory]
    [InlineData("""{"state":"paused"}""", "paused", "", "")]
    [InlineData("""{"state":"stopped"}""", "refused", "state is \"stopped\"", "active")]
    public void Find_NotWanted_SaysWhyWhateverWasToldBefore(string value, string state, string reason, string remedy)
    {
        var row = new RoomRows(Tables.Of(("9", value)), Told("9", "streaming"), Partitions, "here").Find("9", null)!;
        Assert.Equal((state, "", 0.0), (row.State, row.Pod, row.Rate));
        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, row.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoPlace_NamesTheCredentialAndTheRemedy()
    {
        var table = Tables.Of((ControlKeys.Credentials, """{"credentials":{"blue":{"limit":2,"reserve":1}}}"""), ("1", """{"credential":"blue"}"""), ("9", """{"credential":"blue"}"""));
        var row = new RoomRows(table, FleetOverview.None, Partitions, "here").Find("9", null)!;
        Assert.Equal((RoomWant.Pending, "pending"), (row.Want, row.State));
        Assert.Contains("'blue'", row.Reason, StringComparison.Ordinal);
        Assert.Contains("credentials set blue --limit", row.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_StoppedHere_IsNotHereAnyMore()
        => Assert.Equal(("paused", false), new RoomRows(Tables.Of(("9", """{"state":"paused"}""")), FleetOverview.None, Partitions, "here").Find("9", Room("9", RoomState.Stopped)) is { } row ? (row.State, row.IsHere) : default);

    [Fact]
    public void Find_NobodyKnowsIt_IsNull() => Assert.Null(new RoomRows(Tables.Of(("9", "{}")), FleetOverview.None, Partitions, "here").Find("10", null));

    private static FleetOverview Told(string liveId, string state) => new()
    {
        Claims = Enumerable.Range(0, Partitions).ToDictionary(p => p, p => new ClaimRow(p, 1, "there-1", p == RoomPartition.Of(liveId, Partitions) ? "there" : "nowhere", "10.0.0.2:9464", Now)),
        Rooms = new Dictionary<string, RoomStanding>(StringComparer.Ordinal)
        {
            [liveId] = new() { LiveId = liveId, RoomId = 7_300_000_000_000_000_001, State = state, Reason = "network", Remedy = "look", Rate = 2, Events = 5 },
        },
    };

    private static RoomSnapshot Room(string liveId, RoomState state = RoomState.Streaming) => new()
    {
        LiveId = liveId,
        RoomId = "",
        State = state,
        Since = Now,
        Title = "t",
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b", ["c"] = "d" },
        Events = new Dictionary<string, long>(StringComparer.Ordinal) { ["total"] = 7 },
        EventsPerSecond = 1.5,
        Frames = 0,
        Bytes = 0,
        Duplicates = 0,
        Dropped = 0,
        RejectedFrames = 0,
        RedeliveredFrames = 0,
        Filtered = 0,
        Gaps = 0,
        UnackedFrames = 0,
        LastFrameAt = null,
        LastEventAt = null,
        Sessions = 0,
        Reconnects = 0,
        LastRefusal = new RoomRefusal("Tls", "d", "look at it"),
    };
}
