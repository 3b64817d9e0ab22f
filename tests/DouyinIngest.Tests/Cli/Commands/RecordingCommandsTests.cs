using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Recordings;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Commands;

public sealed class RecordingCommandsTests
{
    private readonly CliRun _run = new();

    [Fact]
    public async Task Record_AllOptions_AreTaken()
    {
        Assert.Equal(0, await _run.RunAsync(
            "record", "123", "--out", "x.rec", "--scrub", "--for", "15m", "--max-mib", "7", "--upstream", "http://127.0.0.1:1", "--socket-url", "ws://127.0.0.1:2/x",
            "--profile", "im-v1", "--room-id", "7300000000000000001", "--cookie-file", "jar", "--json"));

        Assert.Equal(
            new RecordSettings
            {
                Room = new WatchSettings
                {
                    Room = "123", Upstream = new Uri("http://127.0.0.1:1"), SocketUrl = new Uri("ws://127.0.0.1:2/x"), Profile = "im-v1",
                    RoomId = 7300000000000000001, CookieFile = "jar", Json = true,
                },
                File = "x.rec",
                Scrub = true,
                Length = TimeSpan.FromMinutes(15),
                MaxMebibytes = 7,
            },
            _run.Asked);
    }

    [Fact]
    public async Task Record_OnlyAFile_HasTheDefaultsAndAsksForTheRoom()
    {
        Assert.Equal(0, await _run.RunAsync("record", "--out", "x"));
        Assert.Equal(new RecordSettings { Room = new WatchSettings(), File = "x", MaxMebibytes = 1024 }, _run.Asked);
    }

    [Fact]
    public async Task RecordScrub_TwoFiles_AreNoRoom()
    {
        Assert.Equal(0, await _run.RunAsync("record", "scrub", "a.rec", "b.rec", "--json"));
        Assert.Equal(new ScrubSettings("a.rec", "b.rec", Json: true), _run.Asked);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("0.5", 0.5)]
    public async Task Replay_Options_AreTaken(string speed, double expected)
    {
        Assert.Equal(0, await _run.RunAsync("replay", "a.rec", "--speed", speed, "--json", "--max", "9"));
        Assert.Equal(new ReplaySettings { File = "a.rec", Speed = expected, Json = true, Max = 9 }, _run.Asked);
    }

    [Theory]
    [InlineData(new string[0], 20, null)]
    [InlineData(new[] { "--recording", "a.rec" }, 0, "a.rec")]
    [InlineData(new[] { "--recording", "a.rec", "--rooms", "3" }, 3, "a.rec")]
    public async Task Simulate_Recording_IsTheOnlyRoomUnlessOthersAreAskedFor(string[] args, int rooms, string? recording)
    {
        Assert.Equal(0, await _run.RunAsync(["simulate", .. args]));
        var asked = Assert.IsType<SimulateSettings>(_run.Asked);
        Assert.Equal((rooms, recording, 1), (asked.Rooms, asked.Recording, asked.Speed));
    }
}
