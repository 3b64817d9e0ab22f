using System.Text;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Pipeline.Control;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Outbound;

/// <summary>What stands around the book.</summary>
public sealed class OutboundPartsTests
{
    [Theory]
    [InlineData("100", (int)RoomState.Streaming, "7300000000000000001", "Live")]
    [InlineData("100", (int)RoomState.BackingOff, "7300000000000000001", "Live")]
    [InlineData("100", (int)RoomState.Connecting, "", "Waiting")]
    [InlineData("100", (int)RoomState.Resolving, "7300000000000000001", "Waiting")]
    [InlineData("100", (int)RoomState.Offline, "", "Offline")]
    [InlineData("100", (int)RoomState.Ended, "7300000000000000001", "Offline")]
    [InlineData("100", -1, "", "Waiting")]
    [InlineData("200", -1, "", "Offline")]
    [InlineData("300", -1, "", "Unknown")]
    [InlineData("400", -1, "", "Offline")]
    public void Rooms_Table(string key, int state, string roomId, string expected)
    {
        var table = new Table(Tables.Of(("100", "{}"), ("200", """{"state":"paused"}"""), ("400", "rubbish")), TimeSpan.Zero);
        var rooms = new FleetOutboundRooms(table, new Directory(state < 0 ? null : Snapshot((RoomState)state, roomId)));

        Assert.Equal(expected, rooms.Find(key).State.ToString());
    }

    [Fact]
    public void Rooms_WaitForAPlace_AreOffline()
    {
        var table = new Table(Tables.Of(("_credentials", """{"credentials":{"default":{"limit":1}}}"""), ("100", "{}"), ("101", "{}")), TimeSpan.Zero);

        Assert.Equal(OutboundRoomState.Offline, new FleetOutboundRooms(table, new Directory(null)).Find("101").State);
    }

    [Fact]
    public void Rooms_TableNotReadYet_NothingIsKnownToBeUnknown()
        => Assert.Equal(OutboundRoomState.Waiting, new FleetOutboundRooms(new Table(ControlTable.Empty, TimeSpan.MaxValue), new Directory(null)).Find("1").State);

    [Fact]
    public void Owned_SetAndGone_IsACopyEachTime()
    {
        var owned = new OwnedPartitions();
        owned.Set(3, 7);
        var before = owned.Now;
        owned.Set(3, 7);
        Assert.Same(before, owned.Now);
        owned.Set(3, 9);
        owned.Set(4, 1);
        owned.Set(4, null);
        owned.Set(5, null);

        Assert.Equal(7, before[3]);
        Assert.Equal(KeyValuePair.Create(3, 9L), Assert.Single(owned.Now));
    }

    [Fact]
    public async Task Metrics_EveryReason_StandsAtZeroUnderItsOutcome()
    {
        var registry = Metrics.NewCustomRegistry();
        var metrics = new OutboundMetrics(registry);
        metrics.Enabled(TimeSpan.FromMinutes(2));
        metrics.Wrote(ChatReason.RoomOffline);
        metrics.Stands(3, TimeSpan.FromSeconds(5), 1);
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(stream.ToArray());

        Assert.Contains("douyin_outbound_lines_total{result=\"refused\",reason=\"room_offline\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_outbound_lines_total{result=\"unknown\",reason=\"owner_lost\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("douyin_outbound_lines_total{result=\"sent\",reason=\"none\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("douyin_outbound_expiry_seconds 120", text, StringComparison.Ordinal);
        Assert.Contains("douyin_outbound_oldest_seconds 5", text, StringComparison.Ordinal);
        Assert.Equal(Enum.GetValues<ChatReason>().Length, text.Split("douyin_outbound_lines_total{").Length - 1);
    }

    [Theory]
    [InlineData(false, "", null, "None", null)]
    [InlineData(true, "", "ttwid=1; sessionid=2", "None", null)]
    [InlineData(true, "", null, "Http", null)]
    [InlineData(true, "", null, "None", "needs the cookies of a login")]
    [InlineData(true, "", "ttwid=1", "None", "needs the cookies of a login")]
    [InlineData(true, "732001", "sessionid=2", "None", "a fleet of one instance does")]
    [InlineData(true, "", "a=1\nb=2", "None", "expected one line")]
    public void Relations_Table(bool enabled, string room, string? cookie, string signing, string? expected)
    {
        var ingest = new IngestOptions();
        if (room.Length > 0)
        {
            ingest.Rooms.Add(new RoomEntry { Room = room });
        }

        var validator = new OutboundRelationsValidator(
            Options.Create(ingest),
            Options.Create(new CookieOptions { Cookie = cookie }),
            Options.Create(new SigningOptions { Mode = Enum.Parse<SigningMode>(signing) }),
            new ProcessEnvironment(_ => null),
            TimeProvider.System);

        var result = validator.Validate(null, new OutboundOptions { Enabled = enabled });

        Assert.Equal(expected is null, result.Succeeded);
        Assert.Contains(expected ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("sessionid=2", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:05", true)]
    [InlineData("00:00:04.9", false)]
    [InlineData("00:30:00", true)]
    [InlineData("00:30:01", false)]
    public void Expiry_HasEdges(string expiry, bool allowed)
        => Assert.Equal(allowed, new OutboundFieldsValidator().Validate(null, new OutboundOptions { Expiry = TimeSpan.Parse(expiry, System.Globalization.CultureInfo.InvariantCulture) }).Succeeded);

    [Fact]
    public void Chat_Fields_AreRefusedTogether()
    {
        Assert.True(new ChatFieldsValidator().Validate(null, new ChatOptions()).Succeeded);
        var failed = new ChatFieldsValidator().Validate(null, new ChatOptions { Interval = TimeSpan.FromMinutes(11), MaxLength = 0, MaxQueued = 0, Timeout = TimeSpan.Zero });
        Assert.Equal(4, failed.Failures!.Count());
    }

    [Fact]
    public void Timings_Grace_IsLongerThanAnybodyNeedsWhoLives()
    {
        var timings = OutboundTimings.Of(new OutboundOptions(), new ChatOptions { Timeout = TimeSpan.FromMinutes(1) });

        Assert.True(timings.Grace > timings.SendWithin + TimeSpan.FromMinutes(1));
    }

    private static RoomSnapshot Snapshot(RoomState state, string roomId) => new()
    {
        LiveId = "100", RoomId = roomId, State = state, Since = default, Title = "", Labels = new Dictionary<string, string>(StringComparer.Ordinal),
        Events = new Dictionary<string, long>(StringComparer.Ordinal), EventsPerSecond = 0, Frames = 0, Bytes = 0, Duplicates = 0, Dropped = 0, Filtered = 0, RejectedFrames = 0,
        RedeliveredFrames = 0, Gaps = 0, UnackedFrames = 0, LastFrameAt = null, LastEventAt = null, Sessions = 0, Reconnects = 0, LastRefusal = null,
    };

    private sealed class Table(ControlTable current, TimeSpan age) : IControlTable
    {
        public ControlTable Current => current;

        public TimeSpan Age => age;
    }

    private sealed class Directory(RoomSnapshot? room) : IRoomDirectory
    {
        public IReadOnlyList<RoomSnapshot> Snapshot() => [];

        public RoomSnapshot? Find(string id) => room;

        public int[] CountByState() => [];

        public IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport() => new Dictionary<(RoomTransport, RoomTransport), int>();

        public DateTimeOffset? OldestUnackedAt() => null;

        public DateTimeOffset? LastEventAt() => null;

        public TimeSpan CheckpointAge() => TimeSpan.Zero;
    }
}
