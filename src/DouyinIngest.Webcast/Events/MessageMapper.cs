using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Webcast.Events;

/// <summary>Kind → decoder: reads what one message says, without any memory of the room.</summary>
internal static class MessageMapper
{
    /// <summary>
    /// False when the payload is not what its method says. A readable message that makes no event (an action that we do not
    /// follow) leaves <see cref="EventKind.None"/>.
    /// </summary>
    public static bool TryRead(scoped in MessageView message, scoped ref CommonView common, scoped ref GiftView gift, ref LiveEventView view)
    {
        var payload = message.Payload;
        return message.Kind switch
        {
            MessageKind.Chat => ChatDecoder.TryRead(payload, ref common, ref view),
            MessageKind.EmojiChat => EmojiChatDecoder.TryRead(payload, ref common, ref view),
            MessageKind.ScreenChat => ScreenChatDecoder.TryRead(payload, ref common, ref view),
            MessageKind.PrivilegeScreenChat => PrivilegeScreenChatDecoder.TryRead(payload, ref common, ref view),
            MessageKind.AudioChat => AudioChatDecoder.TryRead(payload, ref common, ref view),
            MessageKind.Gift => GiftDecoder.TryRead(payload, ref common, ref gift, ref view),
            MessageKind.Like => LikeDecoder.TryRead(payload, ref common, ref view),
            MessageKind.Member => MemberDecoder.TryRead(payload, ref common, ref view),
            MessageKind.Social => SocialDecoder.TryRead(payload, ref common, ref view),
            MessageKind.RoomUserSeq => RoomUserSeqDecoder.TryRead(payload, ref common, ref view),
            MessageKind.RoomStats => RoomStatsDecoder.TryRead(payload, ref common, ref view),
            MessageKind.Control => ControlDecoder.TryRead(payload, ref common, ref view),
            _ => true,
        };
    }
}
