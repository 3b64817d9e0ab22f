using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Recordings;
using DouyinIngest.Cli.Simulation;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Tests.Cli.Recordings;

/// <summary>A room of a simulated upstream that misbehaves, recorded, replayed, scrubbed, and served again, held against what was true.</summary>
public sealed class RecordAndReplayTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private SimulatorHost _host = null!;

    private SimulatedRoom Room => _host.Rooms[0];

    private string FilePath => Path.Combine(_folder.FullName, "room.rec");

    public async ValueTask InitializeAsync() => _host = await SimulatorHost.StartAsync(
        new SimulatorOptions
        {
            Rooms = 1, EventsPerSecond = 500, MaxEvents = 600, WaitForViewers = true, TickInterval = TimeSpan.FromMilliseconds(20), Weight = Weight.Heavy,
            Faults = "duplicate@after=12,times=1;uncompressed@after=20,times=1",
        },
        cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Record_ThenReplay_IsWhatWasTrueEachTime()
    {
        var recorded = await RecordAsync(scrub: false);
        Assert.Contains("holds names, ids and words of people in the room", recorded.Error, StringComparison.Ordinal);
        Assert.Contains($"DouyinIngest.Cli record scrub {FilePath} OUT", recorded.Error, StringComparison.Ordinal);
        Assert.Matches(@"^recorded \d+ frames of 1 sessions, \d+ bytes, in .*room\.rec$", Assert.Single(recorded.Lines));
        await AssertTrueAsync();
    }

    /// <summary>Sockets that break, frames that cannot be read, a close frame with a last word: the recording has it all, and the replay comes through.</summary>
    [Fact]
    public async Task Record_UpstreamMisbehaves_ReplayIsWhatWasTrue()
    {
        _host.AddFaults("corrupt@after=5,times=1;drop@after=9,times=1;closebody@after=14,times=1;badgzip@after=17,times=1;rst@after=22,times=1");
        using var recorder = RoomRecorder.Create(FilePath);
        await using var room = new LiveRoomConnector($"{Room.LiveId}", new LiveRoomOptions
        {
            UpstreamUrl = _host.BaseUrl, SocketUrl = _host.SocketUrl, Recorder = recorder, RetryDelay = TimeSpan.FromMilliseconds(20), Cookie = "ttwid=1",
        });
        var live = new List<LiveEvent>();
        var run = Task.Run(async () =>
        {
            await room.ConnectAsync(TestContext.Current.CancellationToken);
            await foreach (var e in room.ReadEventsAsync(TestContext.Current.CancellationToken))
            {
                live.Add(e);
            }
        }, TestContext.Current.CancellationToken);
        await _host.WhenWorldStopped.Soon();
        _host.EndBroadcast(Room);
        await run.Soon();

        Assert.InRange(recorder.Sessions, 5, 9);
        Assert.Equal(live.Select(e => EventJson.Line(e, $"{Room.LiveId}")), await AssertTrueAsync());
    }

    private async Task<string[]> AssertTrueAsync()
    {
        var first = await ReplayAsync(FilePath);
        Assert.Equal(first, await ReplayAsync(FilePath));
        var truth = _host.Oracle.Events(Room.RoomId).Where(e => e.Offered).ToDictionary(e => e.Id, e => e, StringComparer.Ordinal);
        Assert.Equal(truth.Keys.Order(StringComparer.Ordinal), Ids(first).Order(StringComparer.Ordinal));
        foreach (var e in first.Where(line => line.Contains("\"chat\"", StringComparison.Ordinal)).Select(Json))
        {
            Assert.Equal(truth[e.GetProperty("eventId").GetString()!].Facts.Content, e.GetProperty("chat").GetProperty("content").GetString());
            Assert.Equal($"{Room.LiveId}", e.GetProperty("liveId").GetString());
        }

        return first;
    }

    [Fact]
    public async Task Scrub_ThenReplay_HasTheSameShapeAndNobodyInIt()
    {
        await RecordAsync(scrub: false);
        var scrubbed = Path.Combine(_folder.FullName, "scrubbed.rec");
        using var played = new Played();
        Assert.Equal(0, await ScrubRun.RunAsync(new ScrubSettings(FilePath, scrubbed, Json: true), played.Terminal));
        Assert.Equal("Whole", Json(Assert.Single(played.Lines)).GetProperty("tail").GetString());

        var (before, after) = (await ReplayAsync(FilePath), await ReplayAsync(scrubbed, "scrubbed of names, ids and words of people"));

        // A frame that cannot be read is no frame of the scrubbed file, so what the upstream then sent again comes where it came.
        Assert.Equal(before.Select(Shape), after.Select(Shape));
        var names = before.Select(Json).SelectMany(People).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(names.Count, 100, 10_000);
        Assert.DoesNotContain(after, line => names.Any(name => line.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Record_Scrubbed_AndServed_IsTheRoomOfTheRecording()
    {
        Assert.Contains("scrubbed of names", (await RecordAsync(scrub: true)).Error, StringComparison.Ordinal);
        var expected = Ids(await ReplayAsync(FilePath, "scrubbed"));
        var room = PlayedRecording.Open(FilePath, speed: 20);
        await using var again = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = 0, TickInterval = TimeSpan.FromMilliseconds(10) }, room, cancellationToken: TestContext.Current.CancellationToken);

        using var played = new Played();
        Assert.Equal(0, await WatchRun.RunAsync(
            new WatchSettings { Room = $"{room.LiveId}", Upstream = again.BaseUrl, Json = true, Max = expected.Count }, played.Terminal, played.Token));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Ids(played.Lines).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), again.Oracle.Events(room.RoomId).Select(e => e.Id).Order(StringComparer.Ordinal));
    }

    /// <summary>Ctrl-C, the time asked for, the size asked for: each ends a recording, and well.</summary>
    [Theory]
    [InlineData("ctrl-c")]
    [InlineData("time")]
    [InlineData("size")]
    public async Task Record_HadEnough_Ends(string by)
    {
        using var played = new Played();
        var settings = Settings(scrub: false);
        var run = RecordRun.RunAsync(
            settings with
            {
                Room = settings.Room with { Json = true },
                Length = by == "time" ? TimeSpan.FromMilliseconds(300) : null,
                MaxMebibytes = by == "size" ? 1 : 1024,
            },
            played.Terminal, played.Token);
        if (by == "ctrl-c")
        {
            await Waiting.UntilAsync(() => _host.Counters.Acks > 3);
            played.Interrupt();
        }
        else if (by == "size")
        {
            await Waiting.UntilAsync(() => _host.Counters.Acks > 3 || run.IsCompleted);
            var noise = new byte[1_200_000];
            new Random(1).NextBytes(noise);
            SimulatorHost.Emit(Room, HandMade.Of(Room, 77, new RoomMessage { Content = Convert.ToBase64String(noise) }));
        }

        Assert.Equal(0, await run.Soon());
        Assert.Equal(by == "size", Json(Assert.Single(played.Lines)).GetProperty("full").GetBoolean());
        using var replay = RoomReplay.Open(FilePath, 0);
        Assert.NotEmpty(replay.ReadFrames().ToList());
        Assert.Equal(RecordingTail.Whole, replay.Tail);
    }

    [Fact]
    public async Task Record_OldFile_IsRefusedBeforeAnythingIsAsked()
    {
        await File.WriteAllTextAsync(FilePath, "mine", TestContext.Current.CancellationToken);
        using var played = new Played();
        var line = await Played.FailureAsync(() => RecordRun.RunAsync(Settings(scrub: false), played.Terminal, played.Token));
        Assert.Equal(1, line.ExitCode);
        Assert.Contains("room.rec' already exists", line.Message, StringComparison.Ordinal);
        Assert.Equal(0, _host.Counters.Connects);
    }

    [Fact]
    public async Task Replay_DamagedFile_PlaysWhatIsThereAndFails()
    {
        await RecordAsync(scrub: false);
        var bytes = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(FilePath, bytes, TestContext.Current.CancellationToken);
        using var played = new Played();

        Assert.Equal(1, await ReplayRun.RunAsync(new ReplaySettings { File = FilePath, Speed = 0, Json = true }, played.Terminal, played.Token));
        Assert.NotEmpty(played.Lines);
        Assert.Matches(@"room\.rec: the record at byte \d+ is damaged \(its checksum does not match\); nothing behind it can be read", played.Error);
    }

    [Fact]
    public async Task Replay_Max_StopsThere()
    {
        await RecordAsync(scrub: false);
        using var played = new Played();
        Assert.Equal(0, await ReplayRun.RunAsync(new ReplaySettings { File = FilePath, Speed = 0, Max = 3 }, played.Terminal, played.Token));
        Assert.Equal(3, played.Lines.Length);
        Assert.Matches("^[0-9:]{8} [a-z]+", played.Lines[0]);
        Assert.Matches(@"replayed \d+ frames of 1 sessions, 3 events", played.Error);
    }

    [Theory]
    [InlineData("{}", 1, "is no recording: it does not begin as one")]
    [InlineData(null, 2, "Look at the path.")]
    public async Task Replay_NoRecording_SaysSo(string? content, int code, string says)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(FilePath, content, TestContext.Current.CancellationToken);
        }

        foreach (var run in (Func<Played, Task>[])[
            played => ReplayRun.RunAsync(new ReplaySettings { File = FilePath }, played.Terminal, played.Token),
            played => ScrubRun.RunAsync(new ScrubSettings(FilePath, FilePath + "2", Json: false), played.Terminal),
            played => SimulateRun.RunAsync(new SimulateSettings { Recording = FilePath }, played.Terminal, played.Token)])
        {
            using var played = new Played();
            var line = await Played.FailureAsync(() => run(played));
            Assert.Equal(code, line.ExitCode);
            Assert.Contains(says, line.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Simulate_RecordingWithoutFrames_SaysSo()
    {
        RoomRecorder.Create(FilePath).Dispose();
        Assert.Contains("the beginning of the recording is missing", Assert.Throws<RecordingException>(() => PlayedRecording.Open(FilePath, 1)).Message, StringComparison.Ordinal);
    }

    private async Task<Played> RecordAsync(bool scrub)
    {
        var played = new Played();
        var run = RecordRun.RunAsync(Settings(scrub), played.Terminal, played.Token);
        await _host.WhenWorldStopped.Soon();
        _host.EndBroadcast(Room);
        Assert.Equal(0, await run.Soon());
        return played;
    }

    private RecordSettings Settings(bool scrub) => new()
    {
        Room = new WatchSettings { Room = $"{Room.LiveId}", Upstream = _host.BaseUrl }, File = FilePath, Scrub = scrub,
    };

    private static async Task<string[]> ReplayAsync(string file, string says = "holds names")
    {
        using var played = new Played();
        Assert.Equal(0, await ReplayRun.RunAsync(new ReplaySettings { File = file, Speed = 0, Json = true }, played.Terminal, played.Token));
        Assert.Contains(says, played.Error, StringComparison.Ordinal);
        return played.Lines;
    }

    private static List<string> Ids(IEnumerable<string> lines) => [.. lines.Select(line => Json(line).GetProperty("eventId").GetString()!)];

    private static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;

    /// <summary>What scrubbing leaves: kind, times, numbers.</summary>
    private static string Shape(string line)
    {
        var e = Json(line);
        var details = e.TryGetProperty("gift", out var gift)
            ? $"{gift.GetProperty("giftId")} {gift.GetProperty("count")} {gift.GetProperty("total")} {gift.GetProperty("ended")} {gift.GetProperty("value")}"
            : e.TryGetProperty("like", out var like) ? $"{like}" : e.TryGetProperty("room", out var room) ? $"{room}" : e.TryGetProperty("enter", out var enter) ? $"{enter}" : "";
        var user = e.TryGetProperty("user", out var who) && who.ValueKind == JsonValueKind.Object ? $"{who.GetProperty("level")} {who.GetProperty("masked")}" : "";
        return $"{e.GetProperty("kind")} {e.GetProperty("upstreamTime")} {e.GetProperty("receivedTime")} {e.GetProperty("derived")} {user} {details}";
    }

    private static IEnumerable<string> People(JsonElement e)
    {
        foreach (var name in (string[])["user", "toUser"])
        {
            if (e.TryGetProperty(name, out var user) && user.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in (string[])["id", "secUid", "name"])
                {
                    if (user.GetProperty(field).GetString() is { Length: > 0 } text && text != "111111")
                    {
                        yield return text;
                    }
                }
            }
        }
    }
}
