using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Founding;

/// <summary>Sections 3 to 5 of the founding document: the connection, the kinds, a connector with callbacks, connect and disconnect.</summary>
public sealed class BasicUseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BasicUse_ChatsAndGiftsArePrinted()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var screen = Console.Open();
        async Task ProgramAsync()
        {
            // example: basic-use
            await using var room = new LiveRoomConnector(liveUrl, options);
            room.OnChat(chat => Console.WriteLine($"[{chat.User?.Name}]: {chat.Content}"));
            room.OnGift(gift => Console.WriteLine($"{gift.User?.Name} gave {gift.Count} × {gift.GiftName}"));

            await room.ConnectAsync();
            await room.Completion; // until the broadcast ends; DisconnectAsync ends it earlier
            // end
        }

        var program = ProgramAsync();
        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "主播好");
        upstream.Gift("小红", "小心心");
        await screen.ShowsAsync("小红 gave 1 × 小心心");
        upstream.End();
        await program.Soon();

        Assert.Equal(["[小明]: 主播好", "小红 gave 1 × 小心心"], screen.Lines);
    }

    [Fact]
    public async Task BasicUse_RoomIdAndDisconnect_EndsQuietly()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var room = new LiveRoomConnector(upstream.RoomId, upstream.Options);
        await room.ConnectAsync(Token);
        await room.DisconnectAsync();
        await room.Completion.Soon();
        await Waiting.UntilAsync(() => upstream.Simulator.Counters.Open.Now == 0);
    }

    [Fact]
    public async Task BasicUse_Stream_IsTheSameEvents()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var screen = Console.Open();
        async Task ProgramAsync()
        {
            // example: stream
            await using var room = new LiveRoomConnector(liveUrl, options);
            await room.ConnectAsync();
            await foreach (var e in room.ReadEventsAsync())
            {
                Console.WriteLine(e switch
                {
                    ChatEvent chat => $"[{chat.User?.Name}]: {chat.Content}",
                    GiftEvent gift => $"{gift.User?.Name} gave {gift.Value} diamonds",
                    _ => $"{e.Kind} at {e.UpstreamTime:HH:mm:ss}",
                });
            }
            // end
        }

        var program = ProgramAsync();
        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "主播好");
        upstream.Gift("小红", "小心心");
        await screen.ShowsAsync("小红 gave 1 diamonds");
        upstream.End();
        await program.Soon();

        Assert.Equal("[小明]: 主播好", screen.Lines[0]);
        Assert.StartsWith("Room at ", screen.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ShortForm_SendsTheAppId()
    {
        await using var upstream = await Upstream.StartAsync(new SimulatorOptions { AllowedAppIds = ["tt0123456789abcdef01"] });
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);

        // example: short-form
        options.Profile = SocketProfile.ImV1; // wss://webcast.douyin.com/websocket/im/v1?room_id=…&app_id=…&signature=…&timestamp=…&compress=gzip
        options.AppId = "tt0123456789abcdef01"; // or DOUYIN_APP_ID in the environment
        await using var room = new LiveRoomConnector(liveUrl, options);
        await room.ConnectAsync();
        // end

        Assert.Equal(ConnectionState.Streaming, room.State);
    }

    [Theory]
    [InlineData(1, EventKind.Chat)]
    [InlineData(2, EventKind.Gift)]
    [InlineData(3, EventKind.Like)]
    [InlineData(4, EventKind.Enter)]
    [InlineData(5, EventKind.Follow)]
    [InlineData(6, EventKind.Share)]
    [InlineData(7, EventKind.Room)]
    public void Kinds_HaveTheirNumbers(int number, EventKind kind) => Assert.Equal(number, (int)kind);
}
