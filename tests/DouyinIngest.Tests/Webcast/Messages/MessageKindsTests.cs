using System.Text;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Tests.Webcast.Messages;

public sealed class MessageKindsTests
{
    [Theory]
    [InlineData("WebcastChatMessage", MessageKind.Chat)]
    [InlineData("WebcastEmojiChatMessage", MessageKind.EmojiChat)]
    [InlineData("WebcastScreenChatMessage", MessageKind.ScreenChat)]
    [InlineData("WebcastPrivilegeScreenChatMessage", MessageKind.PrivilegeScreenChat)]
    [InlineData("WebcastAudioChatMessage", MessageKind.AudioChat)]
    [InlineData("WebcastGiftMessage", MessageKind.Gift)]
    [InlineData("WebcastLikeMessage", MessageKind.Like)]
    [InlineData("WebcastMemberMessage", MessageKind.Member)]
    [InlineData("WebcastSocialMessage", MessageKind.Social)]
    [InlineData("WebcastRoomUserSeqMessage", MessageKind.RoomUserSeq)]
    [InlineData("WebcastRoomStatsMessage", MessageKind.RoomStats)]
    [InlineData("WebcastControlMessage", MessageKind.Control)]
    [InlineData("WebcastRoomRankMessage", MessageKind.Known)]
    [InlineData("WebcastRoomNotifyMessage", MessageKind.Known)]
    [InlineData("WebcastLinkMicMethod", MessageKind.Known)]
    [InlineData("WebcastLinkMicBattleFinishMethod", MessageKind.Known)]
    [InlineData("WebcastDecorationModifyMethod", MessageKind.Known)]
    [InlineData("WebcastFansclubMessage", MessageKind.Known)]
    [InlineData("webcastchatmessage", MessageKind.Unknown)]
    [InlineData("WebcastChatMessagf", MessageKind.Unknown)]
    [InlineData("WebcastBrandNewMessage", MessageKind.Unknown)]
    [InlineData("", MessageKind.Unknown)]
    public void Of_Method_IsItsKind(string method, object kind) => Assert.Equal((MessageKind)kind, MessageKinds.Of(Encoding.UTF8.GetBytes(method)));
}
