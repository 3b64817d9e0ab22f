using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Send;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Send;

/// <summary><c>send</c>, and the connector's own sender, against a simulated upstream.</summary>
public sealed class SendRunTests : IAsyncLifetime
{
    private readonly string _jar = Path.GetTempFileName();
    private SimulatorHost _host = null!;

    private string LiveId => $"{_host.Rooms[0].LiveId}";

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_jar, "ttwid=1; sessionid=a-made-up-login", TestContext.Current.CancellationToken);
        _host = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = 1, Quiet = true, TickInterval = TimeSpan.FromMilliseconds(20) }, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        File.Delete(_jar);
    }

    [Fact]
    public async Task Run_LoggedIn_IsSaidInTheRoom()
    {
        using var played = new Played();

        Assert.Equal(0, await SendRun.RunAsync(Settings("你好"), played.Terminal, played.Token));

        Assert.Equal(["sent"], played.Lines);
        Assert.Equal("你好", Assert.Single(_host.Said.Of()).Content);
    }

    [Theory]
    [InlineData("chatlimited", "refused: RateLimited")]
    [InlineData("chatempty", "refused: Blocked")]
    [InlineData("chathtml", "unknown: UnreadableAnswer")]
    [InlineData("chatreset", "unknown: NoAnswer")]
    public async Task Run_SiteRefuses_IsOneLineWithTheRemedy(string fault, string expected)
    {
        _host.AddFaults(fault);
        using var played = new Played();

        var error = await Played.FailureAsync(() => SendRun.RunAsync(Settings("hi"), played.Terminal, played.Token));

        Assert.Equal(1, error.ExitCode);
        Assert.StartsWith($"{LiveId}: {expected}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made-up", error.Message, StringComparison.Ordinal);
        Assert.Equal(fault == "chatreset" ? 1 : 0, _host.Said.Of().Count);
    }

    [Fact]
    public async Task Run_Json_IsTheResultAlsoWhenRefused()
    {
        using var played = new Played();

        Assert.Equal(1, await SendRun.RunAsync(Settings(new string('x', 101)) with { Json = true }, played.Terminal, played.Token));

        using var json = JsonDocument.Parse(Assert.Single(played.Lines));
        Assert.Equal(("refused", "tooLong"), (json.RootElement.GetProperty("outcome").GetString(), json.RootElement.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Connector_SendMessage_ComesBackAsAChatOfItsSender()
    {
        var socket = new UriBuilder(_host.BaseUrl) { Scheme = "ws", Path = "/webcast/im/push/v2/" }.Uri;
        await using var room = new LiveRoomConnector(LiveId, new LiveRoomOptions { UpstreamUrl = _host.BaseUrl, SocketUrl = socket, Cookie = "sessionid=a-made-up-login" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => room.SendMessageAsync("too early", TestContext.Current.CancellationToken));
        await room.ConnectAsync(TestContext.Current.CancellationToken);

        var result = await room.SendMessageAsync("hello", TestContext.Current.CancellationToken);

        Assert.Equal(ChatOutcome.Sent, result.Outcome);
        await foreach (var e in room.ReadEventsAsync(TestContext.Current.CancellationToken))
        {
            if (e is ChatEvent { Content: "hello" } chat)
            {
                Assert.Equal(($"{_host.Rooms[0].RoomId}-{result.MessageId}", result.SenderId), (chat.EventId, chat.User!.Id));
                break;
            }
        }
    }

    private SendSettings Settings(string text) => new() { Room = LiveId, Text = text, Upstream = _host.BaseUrl, CookieFile = _jar };
}
