using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Info;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Tests.Cli.Info;

public sealed class InfoRunTests : IAsyncLifetime
{
    private SimulatorHost _host = null!;

    private string LiveId => $"{_host.Rooms[0].LiveId}";

    public async ValueTask InitializeAsync() => _host = await SimulatorHost.StartAsync(
        new SimulatorOptions { Rooms = 1, Quiet = true }, cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_LiveRoom_TellsWhatTheSiteTells()
    {
        using var played = new Played();

        Assert.Equal(0, await InfoRun.RunAsync(Settings(LiveId), played.Terminal, played.Token));

        Assert.Contains($"live id    {LiveId}", played.Lines);
        Assert.Contains($"room id    {_host.Rooms[0].RoomId}", played.Lines);
        Assert.Contains("status     live", played.Lines);
        Assert.Contains($"title      {_host.Rooms[0].Title}", played.Lines);
        Assert.Contains($"anchor     {_host.Rooms[0].Anchor.Name}", played.Lines);
    }

    [Fact]
    public async Task Run_Json_OfflineRoomIsAnAnswerToo()
    {
        using var played = new Played();
        _host.EndBroadcast(_host.Rooms[0]);

        Assert.Equal(0, await InfoRun.RunAsync(Settings(LiveId) with { Room = Settings(LiveId).Room with { Json = true } }, played.Terminal, played.Token));

        var told = JsonDocument.Parse(Assert.Single(played.Lines)).RootElement;
        Assert.Equal((LiveId, "ended", false), (told.GetProperty("liveId").GetString(), told.GetProperty("status").GetString(), told.GetProperty("live").GetBoolean()));
        Assert.Equal(_host.Rooms[0].Anchor.SecUid, told.GetProperty("anchor").GetProperty("secUid").GetString());
    }

    [Fact]
    public async Task Run_NoSuchRoom_SaysSo()
    {
        using var played = new Played();

        var line = await Played.FailureAsync(() => InfoRun.RunAsync(Settings("12345"), played.Terminal, played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.StartsWith("12345: there is no such room", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_NotTold_AreLeftOut() => Assert.Equal(
        ["live id    1", "status     ended"], InfoText.Lines(new RoomCard { LiveId = "1", Status = RoomStatus.Ended }));

    [Fact]
    public void Json_NotTold_IsNull()
    {
        var told = JsonDocument.Parse(InfoText.Json(new RoomCard { LiveId = "1", Status = RoomStatus.Live, Online = 0 })).RootElement;

        Assert.Equal(JsonValueKind.Null, told.GetProperty("roomId").ValueKind);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("likes").ValueKind);
        Assert.Equal(0, told.GetProperty("online").GetInt64());
    }

    private InfoSettings Settings(string room) => new() { Room = new WatchSettings { Room = room, Upstream = _host.BaseUrl } };
}
