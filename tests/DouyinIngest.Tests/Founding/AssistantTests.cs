using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Founding;

/// <summary>Section 6 of the founding document: the full live assistant.</summary>
public sealed class AssistantTests
{
    [Fact]
    public async Task FullAssistant_AnswersChatsAndThanksForGifts()
    {
        await using var upstream = await Upstream.StartAsync();
        var options = upstream.Options;
        options.Cookie = "sessionid=a-made-up-login";
        options.Chat.Interval = TimeSpan.Zero;
        await using var assistant = new LiveAssistant(upstream.LiveUrl, options, static question => Task.FromResult(question == "几点下播" ? "十点" : ""));
        await assistant.StartAsync();
        await upstream.IsWatchedAsync();

        upstream.Chat("小明", "几点下播");
        upstream.Chat("小明", "主播好");
        upstream.Gift("小红", "小心心");
        var said = upstream.Simulator.Said;
        await Waiting.UntilAsync(() => said.Of().Count == 2);

        Assert.Equal(["十点", "thank you for 1 × 小心心, 小红"], said.Of().Select(line => line.Content));
    }

    // example: assistant
    private sealed class LiveAssistant : IAsyncDisposable
    {
        private readonly LiveRoomConnector _room;
        private readonly Func<string, Task<string>> _answer;

        public LiveAssistant(string liveUrl, LiveRoomOptions options, Func<string, Task<string>> answer)
        {
            _answer = answer;
            _room = new LiveRoomConnector(liveUrl, options).OnChat(ReplyAsync).OnGift(ThankAsync);
        }

        public Task StartAsync() => _room.ConnectAsync();

        public ValueTask DisposeAsync() => _room.DisposeAsync();

        private async Task ReplyAsync(ChatEvent chat)
        {
            if (await _answer(chat.Content) is { Length: > 0 } answer)
            {
                await _room.SendMessageAsync(answer); // needs a login: LiveRoomOptions.Cookie or DOUYIN_COOKIE
            }
        }

        private async Task ThankAsync(GiftEvent gift)
        {
            if (gift.Ended)
            {
                await _room.SendMessageAsync($"thank you for {gift.Total} × {gift.GiftName}, {gift.User?.Name}");
            }
        }
    }
    // end
}
