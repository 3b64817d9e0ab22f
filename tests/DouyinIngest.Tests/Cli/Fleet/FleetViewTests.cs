using System.Text.Json;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Protos.Ops.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DouyinIngest.Tests.Cli.Fleet;

public class FleetViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FleetView _fleet = new();
    private long _offset = 100;

    [Fact]
    public void Report_NothingRead_IsEmpty()
    {
        var report = _fleet.Report(64, Now);

        Assert.Equal((0, 64, 64), (report.Desired, report.Partitions, report.Unowned));
        Assert.Contains(FleetText.Lines(report), line => line.StartsWith("Nobody has claimed", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_ClaimsAndCheckpoints_TellWhoRunsWhat()
    {
        Claim(0, "pod-a.1", "10.0.0.1:9464");
        Claim(1, "pod-b.1");
        Claim(1, "pod-a.1", "10.0.0.1:9464");
        Assign("1", "2", "3", "4");
        Checkpoint(0, "1", "pod-a.1", 100, Now.AddSeconds(-12), events: 100);
        Checkpoint(0, "1", "pod-a.1", 100, Now.AddSeconds(-2), events: 150);
        Checkpoint(1, "2", "pod-b.1", 90, Now.AddSeconds(-40), events: 7);
        Checkpoint(1, "3", "pod-a.1", 100, Now.AddSeconds(-5), events: 9, RoomCheckpoint.Types.Closed.Ended);

        var report = _fleet.Report(4, Now);

        Assert.Equal((4, 2, 1, 1), (report.Desired, report.Running, report.Ended, report.Waiting));
        Assert.Equal((5.0, 166L, 2), (report.Rate, report.Events, report.Unowned));
        Assert.Equal(["pod-a.1", "pod-b.1"], report.Instances.Select(row => row.Instance));
        Assert.Equal([0, 1], report.Instances[0].Partitions);
        Assert.Equal((1, 5.0, TimeSpan.FromSeconds(2), "10.0.0.1:9464"),
            (report.Instances[0].Rooms, report.Instances[0].Rate, report.Instances[0].OldestCheckpoint!.Value, report.Instances[0].Address));
        Assert.Equal((0, 1), (report.Instances[1].Partitions.Count, report.Instances[1].Rooms));
    }

    [Fact]
    public void Report_RecordOfAnEarlierOwnerComesLast_TheHighestEpochCounts()
    {
        Checkpoint(0, "1", "new", 90, Now, events: 10);
        Checkpoint(0, "1", "old", 80, Now, events: 99);

        Assert.Equal("new", _fleet.Rooms["1"].Newest.Instance);
        Checkpoint(0, "1", "newer", 90, Now, events: 11);
        Assert.Equal("newer", _fleet.Rooms["1"].Newest.Instance);
    }

    [Fact]
    public void Report_EpochOfAnotherLog_CountsAsOldest()
    {
        Checkpoint(0, "1", "strange", 1_000_000, Now, events: 10);
        Checkpoint(0, "1", "ours", 3, Now, events: 1);
        Checkpoint(0, "1", "strange", 1_000_000, Now, events: 10);

        Assert.Equal("ours", _fleet.Rooms["1"].Newest.Instance);
    }

    [Fact]
    public void Report_OldCheckpoints_HaveNoRate()
    {
        Checkpoint(0, "1", "a", 3, Now.AddMinutes(-3), events: 10);
        Checkpoint(0, "1", "a", 3, Now.AddMinutes(-2), events: 900);

        Assert.Equal(0, _fleet.Report(1, Now).Rate);
    }

    [Fact]
    public void Report_Tombstone_TakesTheRoomAway()
    {
        Checkpoint(0, "1", "a", 3, Now, events: 10);
        _fleet.AddCheckpoint(0, 200, "1", null);
        Assign("1", "2");
        _fleet.AddAssignment("2", null);

        Assert.Empty(_fleet.Rooms);
        Assert.Equal((1, 1), (_fleet.Report(1, Now).Desired, _fleet.Report(1, Now).Waiting));
    }

    [Fact]
    public void Report_PausedRefusedAndUnassigned_AreTold()
    {
        _fleet.AddAssignment("1", """{"state":"paused"}"""u8.ToArray());
        _fleet.AddAssignment("2", "nonsense"u8.ToArray());
        _fleet.AddAssignment("3", "[]"u8.ToArray());
        _fleet.AddAssignment("4", "{}"u8.ToArray());
        _fleet.AddAssignment("_credentials", "{}"u8.ToArray());
        Checkpoint(0, "5", "a", 3, Now, events: 1);

        var report = _fleet.Report(1, Now);

        Assert.Equal((1, 1, 2, 1), (report.Desired, report.Paused, report.Refused, report.Unassigned));
        Assert.Contains("1 paused, 2 refused, 1 running without an assignment", FleetText.Lines(report).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddCheckpoint_NoCheckpoint_IsPassedOver()
    {
        _fleet.AddCheckpoint(0, 1, "1", [0xff, 0xff]);
        _fleet.AddCheckpoint(0, 2, "_lingering-a", [0xff]);

        Assert.Empty(_fleet.Rooms);
    }

    [Fact]
    public void Json_Report_IsOneObject()
    {
        Claim(3, "pod-a.1");
        Checkpoint(3, "1", "pod-a.1", 1, Now.AddSeconds(-4), events: 3);

        using var json = JsonDocument.Parse(FleetText.Json(_fleet.Report(8, Now)));

        var pod = json.RootElement.GetProperty("instances")[0];
        Assert.Equal(3, pod.GetProperty("partitions")[0].GetInt32());
        Assert.Equal(4, pod.GetProperty("oldestCheckpointSeconds").GetDouble());
        Assert.Equal(7, json.RootElement.GetProperty("unowned").GetInt32());
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 5 }, "5")]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, "0-2 5 7-8")]
    public void Ranges_Partitions_AreShort(int[] partitions, string text) => Assert.Equal(text, FleetText.Ranges(partitions));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(89, "89 s")]
    [InlineData(600, "10 min")]
    [InlineData(7200, "2 h")]
    [InlineData(864000, "10 d")]
    public void Age_Seconds_AreInTheRightUnit(int seconds, string text) => Assert.Equal(text, FleetText.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Rooms_StatusAndCheckpoint_AreOneRow()
    {
        Assign("20", "3");
        Checkpoint(0, "20", "pod-a.1", 90, Now.AddSeconds(-10), events: 5);
        Checkpoint(0, "20", "pod-a.1", 90, Now, events: 25);
        var rooms = new RoomsView(_fleet);
        rooms.Add(State("20", "connecting"));
        rooms.Add(State("20", "backing_off", "network", "look at the network"));
        var gap = new Status { EventId = "g", LiveId = "20", Gap = new Gap { Reason = "paused", EstimatedEvents = 4 } };
        rooms.Add(gap);
        rooms.Add(gap);

        var all = rooms.Rooms([], Now);

        Assert.Equal(["3", "20"], all.Select(room => room.LiveId));
        Assert.Equal("pending", all[0].State);
        Assert.Equal(("backing_off", "network", "look at the network", "pod-a.1", 90L, 2.0, 25L, 1L),
            (all[1].State, all[1].Reason, all[1].Remedy, all[1].Instance, all[1].Epoch, all[1].Rate, all[1].Events, all[1].Gaps));
        Assert.Equal("20", Assert.Single(rooms.Rooms(["20"], Now)).LiveId);
        Assert.Equal("unknown", Assert.Single(rooms.Rooms(["99"], Now)).State);
        Assert.Contains("network: look at the network", RoomsStatusText.Lines(all, Now).Last(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(RoomsStatusText.Json(all[1], Now));
        Assert.Equal("backing_off", json.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public void Rooms_RefusedAndQuota_SayWhy()
    {
        var rooms = new RoomsView(_fleet);
        rooms.Add(new Status { LiveId = "1", Refused = new AssignmentRefused { Offset = 5, Reason = "no JSON", Remedy = "write {}" } });
        rooms.Add(new Status { LiveId = "2", Quota = new QuotaChanged { Credential = "default", Limit = 100 } });
        Checkpoint(0, "3", "a", 1, Now, events: 1, RoomCheckpoint.Types.Closed.Moved);

        var all = rooms.Rooms([], Now);

        Assert.Equal(["refused", "pending", "moved"], all.Select(room => room.State));
    }

    [Theory]
    [MemberData(nameof(Told))]
    public void Line_EveryKind_IsReadable(string expected, Status status) => Assert.Equal(expected, RoomsStatusText.Line(status));

    public static TheoryData<string, Status> Told() => new()
    {
        { "03:04:05 7 connecting → offline (room_offline): wait", State("7", "offline", "room_offline", "wait") },
        { "03:04:05 7 gap of about 1,200 events (paused)", With(new Status { Gap = new Gap { Reason = "paused", EstimatedEvents = 1200 } }) },
        { "03:04:05 7 assignment at offset 3 refused (no JSON)", With(new Status { Refused = new AssignmentRefused { Offset = 3, Reason = "no JSON" } }) },
        { "03:04:05 7 pending: credential default holds 100 rooms at most", With(new Status { Quota = new QuotaChanged { Credential = "default", Limit = 100 } }) },
        { "03:04:05 7 shed enter 5, like 7", With(new Status { Shed = new Shed { Events = { ["like"] = 7, ["enter"] = 5 } } }) },
        { "03:04:05 7 something that this version does not know", With(new Status()) },
    };

    private static Status State(string liveId, string to, string reason = "", string remedy = "") =>
        With(new Status { StateChanged = new RoomStateChanged { From = "connecting", To = to, Reason = reason, Remedy = remedy } }, liveId);

    private static Status With(Status status, string liveId = "7")
    {
        status.LiveId = liveId;
        status.Time = Timestamp.FromDateTimeOffset(Now);
        return status;
    }

    private void Claim(int partition, string instance, string address = "") => _fleet.AddCheckpoint(
        partition,
        _offset++,
        "_owner",
        new OwnerClaim { Instance = instance, Pod = instance.Split('.')[0], Time = Now.ToUnixTimeMilliseconds(), ManagementAddress = address }.ToByteArray());

    private void Assign(params string[] liveIds) => Array.ForEach(liveIds, id => _fleet.AddAssignment(id, "{}"u8.ToArray()));

    private void Checkpoint(
        int partition, string liveId, string instance, long epoch, DateTimeOffset time, long events,
        RoomCheckpoint.Types.Closed closed = RoomCheckpoint.Types.Closed.Running) =>
        _fleet.AddCheckpoint(
            partition,
            _offset++,
            liveId,
            new RoomCheckpoint
            {
                Version = 1,
                RoomId = 7300000000000000001,
                Instance = instance,
                Epoch = epoch,
                Time = time.ToUnixTimeMilliseconds(),
                Closed = closed,
                Counters = new Counters { Events = { 0, events } },
            }.ToByteArray());
}
