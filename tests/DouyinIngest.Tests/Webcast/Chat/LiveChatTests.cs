using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Chat;

public sealed class LiveChatTests
{
    private readonly Site _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_LiveUrl_GoesToTheBroadcastThatIsOn()
    {
        _site.Found = new RoomInfoResult(new RoomCard { LiveId = "732001", RoomId = 42, Status = RoomStatus.Live }, default, "");
        using var chat = Make();

        Assert.Equal(ChatOutcome.Sent, (await chat.SendAsync("https://live.douyin.com/732001", "hi", Token).Soon()).Outcome);
        Assert.Equal([(new ChatTarget("732001", 42), "hi")], _site.Said);
    }

    [Fact]
    public async Task Send_RoomId_IsTakenAsItIs()
    {
        using var chat = Make();
        await chat.SendAsync(" 7300000000000000001 ", "hi", Token).Soon();

        Assert.Equal([(new ChatTarget("", 7_300_000_000_000_000_001), "hi")], _site.Said);
        Assert.Equal(0, _site.Looked);
    }

    [Theory]
    [InlineData(true, CloseReason.Stopped, ChatReason.RoomOffline)]
    [InlineData(false, CloseReason.RoomNotFound, ChatReason.RoomNotFound)]
    [InlineData(false, CloseReason.DeviceBlocked, ChatReason.Blocked)]
    [InlineData(false, CloseReason.Network, ChatReason.Network)]
    [InlineData(false, CloseReason.UpstreamError, ChatReason.Rejected)]
    public async Task Send_NoBroadcast_IsRefusedAndNothingIsSaid(bool card, CloseReason refusal, ChatReason expected)
    {
        _site.Found = new RoomInfoResult(card ? new RoomCard { LiveId = "732001", Status = RoomStatus.Ended } : null, refusal, "why");
        using var chat = Make();
        var result = await chat.SendAsync("732001", "hi", Token).Soon();

        Assert.Equal((expected, ChatOutcome.Refused), (result.Reason, result.Outcome));
        Assert.Empty(_site.Said);
    }

    private LiveChat Make() => new(new LiveRoomServices(_site, new ScriptedConnector()) { Chat = _site });

    private sealed class Site : IRoomInfoClient, IChatSender
    {
        public RoomInfoResult Found { get; set; } = new(null, CloseReason.RoomNotFound, "");

        public int Looked { get; private set; }

        public List<(ChatTarget, string)> Said { get; } = [];

        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
        {
            Looked++;
            return Task.FromResult(Found);
        }

        public Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default)
        {
            Said.Add((room, text));
            return Task.FromResult(new ChatSendResult(ChatReason.None, ""));
        }
    }
}
