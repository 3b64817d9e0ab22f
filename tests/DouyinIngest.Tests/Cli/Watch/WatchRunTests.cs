using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Cli.Watch;

/// <summary><c>watch</c> from the question to the last line, against a simulated upstream.</summary>
public sealed class WatchRunTests : IAsyncLifetime
{
    private SimulatorHost _host = null!;

    private string LiveId => $"{_host.Rooms[0].LiveId}";

    public async ValueTask InitializeAsync() => _host = await SimulatorHost.StartAsync(
        new SimulatorOptions { Rooms = 1, EventsPerSecond = 300, TickInterval = TimeSpan.FromMilliseconds(20) },
        cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_Max_PrintsSoManyLinesAndEnds()
    {
        using var played = new Played();

        Assert.Equal(0, await WatchRun.RunAsync(Settings(LiveId) with { Max = 25 }, played.Terminal, played.Token));

        Assert.Equal(25, played.Lines.Length);
        Assert.All(played.Lines, line => Assert.Matches(@"^\d\d:\d\d:\d\d (chat|gift|like|enter|follow|share|room) ", line));
        Assert.Empty(played.Error);
    }

    [Fact]
    public async Task Run_Json_EveryLineIsTheEventOfThatRoom()
    {
        using var played = new Played();

        Assert.Equal(0, await WatchRun.RunAsync(Settings(LiveId) with { Max = 25, Json = true }, played.Terminal, played.Token));

        Assert.Equal(25, played.Lines.Length);
        var truth = _host.Oracle.Events(_host.Rooms[0].RoomId).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var e in played.Lines.Select(line => JsonDocument.Parse(line).RootElement))
        {
            Assert.Equal(LiveId, e.GetProperty("liveId").GetString());
            Assert.Equal($"{_host.Rooms[0].RoomId}", e.GetProperty("roomId").GetString());
            Assert.Contains(e.GetProperty("eventId").GetString()!, truth);
        }
    }

    [Fact]
    public async Task Run_Polling_PrintsTheSameEventsWithoutASocket()
    {
        using var played = new Played();

        Assert.Equal(0, await WatchRun.RunAsync(Settings(LiveId) with { Max = 25, Transport = RoomTransport.Polling }, played.Terminal, played.Token));

        Assert.Equal(25, played.Lines.Length);
        Assert.Equal(0, _host.Counters.Connects);
        Assert.True(_host.Counters.Fetches > 0);
    }

    [Fact]
    public async Task Run_HybridWithSocketsRefused_IsPolled()
    {
        _host.AddFaults("403@rate=1");
        using var played = new Played();

        Assert.Equal(0, await WatchRun.RunAsync(Settings(LiveId) with { Max = 25, Transport = RoomTransport.Hybrid }, played.Terminal, played.Token));

        Assert.Equal(25, played.Lines.Length);
        Assert.Empty(played.Error);
        Assert.Equal((1L, 0L), (_host.FaultCounts["403"], _host.Counters.Connects));
    }

    [Fact]
    public async Task Run_NoRoom_AsksForOne()
    {
        using var played = new Played($"  https://live.douyin.com/{LiveId}  \n");

        Assert.Equal(0, await WatchRun.RunAsync(Settings(null) with { Max = 1 }, played.Terminal, played.Token));

        Assert.Equal("please enter the Douyin live URL", played.Lines[0]);
        Assert.Equal(2, played.Lines.Length);
    }

    [Fact]
    public async Task Run_NoRoomAndJson_AsksBesideTheLines()
    {
        using var played = new Played(LiveId + "\n");

        Assert.Equal(0, await WatchRun.RunAsync(Settings(null) with { Max = 1, Json = true }, played.Terminal, played.Token));

        Assert.StartsWith("{", Assert.Single(played.Lines), StringComparison.Ordinal);
        Assert.Contains("please enter the Douyin live URL", played.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    public async Task Run_NoAnswer_SaysHowToAsk(string input)
    {
        using var played = new Played(input);

        var line = await Played.FailureAsync(() => WatchRun.RunAsync(Settings(null), played.Terminal, played.Token));

        Assert.Equal(2, line.ExitCode);
        Assert.StartsWith("no room: give a live URL", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RoomId_NeedsNoLookUp()
    {
        using var played = new Played();
        _host.AddFaults("emptyapi@rate=1");

        Assert.Equal(0, await WatchRun.RunAsync(Settings(null) with { RoomId = _host.Rooms[0].RoomId, Max = 1 }, played.Terminal, played.Token));

        Assert.Single(played.Lines);
        Assert.Equal(0, _host.FaultCounts["emptyapi"]);
    }

    [Fact]
    public async Task Run_Interrupted_EndsWell()
    {
        using var played = new Played();
        var run = WatchRun.RunAsync(Settings(LiveId), played.Terminal, played.Token);
        await Tests.Fakes.Waiting.UntilAsync(() => played.Lines.Length > 3);

        played.Interrupt();

        Assert.Equal(0, await run);
        Assert.Empty(played.Error);
    }

    [Theory]
    [InlineData("https://example.com/123", 2, "example.com")]
    [InlineData("not a room", 2, "not a room")]
    [InlineData("12345", 1, "12345: there is no such room")]
    public async Task Run_RoomThatIsNone_SaysWhichAndWhy(string room, int code, string says)
    {
        using var played = new Played();

        var line = await Played.FailureAsync(() => WatchRun.RunAsync(Settings(room), played.Terminal, played.Token));

        Assert.Equal(code, line.ExitCode);
        Assert.Contains(says, line.Message, StringComparison.Ordinal);
        Assert.Empty(played.Out);
    }

    [Fact]
    public async Task Run_Offline_SaysSo()
    {
        using var played = new Played();
        _host.EndBroadcast(_host.Rooms[0]);

        var line = await Played.FailureAsync(() => WatchRun.RunAsync(Settings(LiveId), played.Terminal, played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.StartsWith($"{LiveId}: the room is offline", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DeviceBlocked_SaysSo()
    {
        using var played = new Played();
        _host.AddFaults("blocked@rate=1");

        var line = await Played.FailureAsync(() => WatchRun.RunAsync(Settings(LiveId), played.Terminal, played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.StartsWith($"{LiveId}: the upstream blocked this device", line.Message, StringComparison.Ordinal);
    }

    private WatchSettings Settings(string? room) => new() { Room = room, Upstream = _host.BaseUrl };
}
