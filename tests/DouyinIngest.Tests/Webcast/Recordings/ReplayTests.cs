using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Upstream = DouyinIngest.Tests.Webcast.Connector.Frames;

namespace DouyinIngest.Tests.Webcast.Recordings;

/// <summary>What a connector said live, a replay of its recording says again.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string RoomId = "7300000000000000001";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly ArmedTime _time = new();

    private static string Failed(CloseReason reason, string detail = "") => "failed (1/5): " + LiveRoomException.Describe(reason, detail);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder.FullName, "x.rec");

    /// <summary>Refusals, a frame that cannot be read, a repeat, a session that breaks off, a close frame, an end: every way on.</summary>
    private ScriptedConnector Eventful() => new ScriptedConnector()
        .Refuses(CloseReason.DeviceBlocked, "HTTP 200")
        .Opens(new ScriptedSession(_time).Give(Upstream.Chats(1, "c1", 1, 2), Upstream.OfType("hb"), Upstream.Chats(2, "c2", 2, 3), Upstream.Broken(3), Upstream.Chats(4, "never read", 99)))
        .Opens(new ScriptedSession(_time).Give(Upstream.Chats(5, "c3", 3, 4)).End(CloseReason.Network))
        .Opens(new ScriptedSession(_time).Give(Upstream.OfType("close")))
        .Opens(new ScriptedSession(_time).Give(Upstream.Chats(6, "c4", 5), Upstream.Ended(7)));

    [Fact]
    public async Task Replay_AllThatCanHappen_IsAsItWasLive()
    {
        var live = await RecordAsync(Eventful());
        var again = await ReplayAsync();
        var oncemore = await ReplayAsync();

        Assert.Equal(6, live.Events.Count);
        Assert.Equal(live.Events, again.Events);
        Assert.Equal(live.Errors, again.Errors);
        Assert.Equal([Failed(CloseReason.DeviceBlocked, "HTTP 200"), Failed(CloseReason.UnreadableFrame), Failed(CloseReason.Network), Failed(CloseReason.CloseFrame)], [.. again.Errors]);
        Assert.Equal((live.Events, live.Errors), (oncemore.Events, oncemore.Errors), Same);
        Assert.Null(again.Failure);
        Assert.Equal((8, 4, 0, RecordingTail.Whole), (again.Replay.Frames, again.Replay.Sessions, again.Replay.Skipped, again.Replay.Tail));
    }

    [Fact]
    public async Task Replay_ConnectorThatGaveUp_GivesUpAgain()
    {
        var live = await RecordAsync(new ScriptedConnector().Refuses(CloseReason.SignatureRejected, "HTTP 200"));
        var again = await ReplayAsync();

        Assert.Equal(CloseReason.SignatureRejected, live.Failure);
        Assert.Equal(live.Failure, again.Failure);
        Assert.Equal(live.Errors, again.Errors);
    }

    /// <summary>A hybrid room: refusals and breaks that went another way at once count as no failure, six in a row do not end it.</summary>
    [Fact]
    public async Task Replay_RoomThatWentAnotherWay_GoesItAgain()
    {
        var far = new Wavering(new ScriptedConnector()
            .Refuses(CloseReason.DeviceBlocked).Refuses(CloseReason.DeviceBlocked).Refuses(CloseReason.DeviceBlocked)
            .Refuses(CloseReason.DeviceBlocked).Refuses(CloseReason.DeviceBlocked).Refuses(CloseReason.DeviceBlocked)
            .Opens(new ScriptedSession(_time).Give(Upstream.Chats(1, "c1", 1), Upstream.OfType("close")))
            .Opens(new ScriptedSession(_time).Give(Upstream.Chats(2, "c2", 2)).End(CloseReason.Network))
            .Opens(new ScriptedSession(_time).Give(Upstream.Chats(3, "c3", 3), Upstream.Ended(4))));
        var live = await RecordAsync(far);
        var again = await ReplayAsync();

        Assert.Equal((4, 0), (live.Events.Count, live.Errors.Count));
        Assert.Equal(live.Events, again.Events);
        Assert.Empty(again.Errors);
        Assert.True(far.WasLetGo);
    }

    [Theory]
    [InlineData(0, nameof(MessageLink.Unknown))]
    [InlineData(1, nameof(MessageLink.Follows))]
    [InlineData(2, nameof(MessageLink.Anew))]
    [InlineData(77, nameof(MessageLink.Unknown))]
    public async Task Replay_PlaceOfAFrame_IsHandedOn(int link, string expected)
    {
        using (var recorder = RoomRecorder.Create(FilePath, time: _time))
        {
            recorder.Begin(new SessionTarget("", 7300000000000000001), 5);
            recorder.Opened();
            recorder.Frame([1], _time.GetUtcNow(), (MessageLink)link);
        }

        using var replay = RoomReplay.Open(FilePath, 0);
        var session = (await new ReplayConnectorFactory(replay).Create(default, new RecordingListener()).ConnectAsync(ResumePoint.None, Token)).Session!;
        using var message = await session.ReceiveAsync(Token);
        Assert.Equal(expected, message.Link.ToString());
    }

    [Fact]
    public async Task Replay_CutFile_PlaysWhatIsThereAndSaysSo()
    {
        await RecordAsync(Eventful());
        var bytes = await File.ReadAllBytesAsync(FilePath, Token);
        await File.WriteAllBytesAsync(FilePath, bytes[..^60], Token);

        var again = await ReplayAsync();

        Assert.InRange(again.Events.Count, 4, 5);
        Assert.Null(again.Failure);
        Assert.Equal(RecordingTail.HalfRecord, again.Replay.Tail);
    }

    /// <summary>A session that the recorded program read on with and this one leaves: what was behind is told, and the next session goes on.</summary>
    [Fact]
    public async Task Replay_ReaderLeavesEarlier_SkipsToTheNextSessionAndCounts()
    {
        using (var recorder = RoomRecorder.Create(FilePath, time: _time))
        {
            recorder.Begin(new SessionTarget("", 7300000000000000001), 5);
            recorder.Opened();
            recorder.Frame(Upstream.OfType("close"), _time.GetUtcNow());
            recorder.Frame(Upstream.Chats(1, "c", 1), _time.GetUtcNow());
            recorder.Closed(CloseReason.Network);
            recorder.Opened();
            recorder.Frame(Upstream.Chats(2, "d", 2), _time.GetUtcNow());
        }

        var again = await ReplayAsync();

        Assert.Equal($"{RoomId}-2", Assert.Single(again.Events).EventId);
        Assert.Equal((1, RecordingTail.Whole), (again.Replay.Skipped, again.Replay.Tail));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(4, 2.5)]
    public async Task Replay_Speed_IsKeptByTheClock(double speed, double seconds)
    {
        using (var recorder = RoomRecorder.Create(FilePath, time: _time))
        {
            recorder.Begin(new SessionTarget("", 7300000000000000001), 5);
            recorder.Opened();
            recorder.Frame(Upstream.Chats(1, "c", 1), _time.GetUtcNow() + TimeSpan.FromSeconds(10));
        }

        var clock = new ArmedTime();
        using var replay = RoomReplay.Open(FilePath, speed, clock);
        Assert.NotNull(await replay.NextSessionAsync(Token));
        var next = replay.NextOfSessionAsync(Token).AsTask();
        await clock.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1), Token);
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await next.Soon())?.Frame);
    }

    [Theory]
    [InlineData(1, 5_000_000, 2, 3)]
    [InlineData(2, 5_000_000, 2, 0.5)]
    [InlineData(1, 1_000_000, 2, 0)]
    [InlineData(1, -1_000_000, 0, 0)]
    [InlineData(0, 5_000_000, 0, 0)]
    [InlineData(0.001, long.MaxValue, 0, 86_400)]
    public void Pace_Wait_IsFromTheBeginning(double speed, long at, double elapsed, double expected)
        => Assert.Equal(TimeSpan.FromSeconds(expected), new ReplayPace(0, speed, _time).Wait(at, TimeSpan.FromSeconds(elapsed)));

    [Theory]
    [InlineData("Network", CloseReason.Network)]
    [InlineData("", CloseReason.RemoteClosed)]
    [InlineData("999", CloseReason.RemoteClosed)]
    [InlineData("OfALaterVersion", CloseReason.RemoteClosed)]
    public void Reason_ByName_OrWhatStandsForUnknown(string name, CloseReason expected) => Assert.Equal(expected, ReplayConnector.ReasonOf(name, CloseReason.RemoteClosed));

    [Fact]
    public async Task Replay_Cancelled_Ends()
    {
        await RecordAsync(new ScriptedConnector().Opens(new ScriptedSession(_time).Give(Upstream.Chats(1, "c", 1)).End(CloseReason.RoomNotFound)));
        using var replay = RoomReplay.Open(FilePath, 0.001, new ArmedTime());
        await using var room = LiveRoomReplay.Connector(replay);
        using var cancel = new CancellationTokenSource();
        var connecting = room.ConnectAsync(cancel.Token);
        await cancel.CancelAsync();
        await connecting.ContinueWith(_ => { }, TaskScheduler.Default).Soon();
        await room.DisconnectAsync().Soon();
    }

    [Fact]
    public void Open_NegativeSpeed_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => RoomReplay.Open(FilePath, -1));

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool Same((IReadOnlyList<LiveEvent> Events, IReadOnlyList<string> Errors) one, (IReadOnlyList<LiveEvent> Events, IReadOnlyList<string> Errors) other)
        => one.Events.SequenceEqual(other.Events) && one.Errors.SequenceEqual(other.Errors);

    private async Task<Told> RecordAsync(ISessionConnectorFactory far)
    {
        using var recorder = RoomRecorder.Create(FilePath, time: _time);
        var options = new LiveRoomOptions { TimeProvider = _time, Recorder = recorder, RetryDelay = TimeSpan.Zero };
        return await RunAsync(new LiveRoomConnector(RoomId, options, _ => new LiveRoomServices(new NoRooms(), far)), null!);
    }

    private async Task<Told> ReplayAsync()
    {
        using var replay = RoomReplay.Open(FilePath, speed: 0);
        return await RunAsync(LiveRoomReplay.Connector(replay), replay);
    }

    private async Task<Told> RunAsync(LiveRoomConnector room, RoomReplay replay)
    {
        var events = new List<LiveEvent>();
        var errors = new List<string>();
        CloseReason? failure = null;
        await using (room)
        {
            room.OnError(e => errors.Add(e.Message));
            try
            {
                await room.ConnectAsync(Token).Soon();
                await foreach (var e in room.ReadEventsAsync(Token))
                {
                    events.Add(e);
                    _time.Advance(TimeSpan.FromSeconds(1));
                }
            }
            catch (LiveRoomException e)
            {
                failure = e.Reason;
            }
        }

        replay?.ReadToEnd();
        return new Told(events, errors, failure, replay!);
    }

    private sealed record Told(IReadOnlyList<LiveEvent> Events, IReadOnlyList<string> Errors, CloseReason? Failure, RoomReplay Replay);

    /// <summary>Goes another way after every attempt.</summary>
    private sealed class Wavering(ScriptedConnector far) : ISessionConnectorFactory, ISessionConnector
    {
        public bool WasLetGo { get; private set; }

        public ISessionConnector Create(in SessionTarget target, IWebcastListener listener)
        {
            far.Create(target, listener);
            return this;
        }

        public ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken) => far.ConnectAsync(resume, stoppingToken);

        public bool GoesOnAtOnce(CloseReason reason) => true;

        public ValueTask LetGoAsync()
        {
            WasLetGo = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class NoRooms : IRoomInfoClient
    {
        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
