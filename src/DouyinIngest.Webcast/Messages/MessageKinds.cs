namespace DouyinIngest.Webcast.Messages;

/// <summary>Which method is which kind. The frequent ones are told by length and one comparison.</summary>
internal static class MessageKinds
{
    /// <summary>The kind of a method's name as sent.</summary>
    public static MessageKind Of(ReadOnlySpan<byte> method)
    {
        var kind = Decoded(method);
        return kind != MessageKind.Unknown ? kind : KnownMethods.Contain(method) ? MessageKind.Known : MessageKind.Unknown;
    }

    private static MessageKind Decoded(ReadOnlySpan<byte> method) => method.Length switch
    {
        18 when method.SequenceEqual("WebcastChatMessage"u8) => MessageKind.Chat,
        18 when method.SequenceEqual("WebcastLikeMessage"u8) => MessageKind.Like,
        18 when method.SequenceEqual("WebcastGiftMessage"u8) => MessageKind.Gift,
        20 when method.SequenceEqual("WebcastMemberMessage"u8) => MessageKind.Member,
        20 when method.SequenceEqual("WebcastSocialMessage"u8) => MessageKind.Social,
        21 when method.SequenceEqual("WebcastControlMessage"u8) => MessageKind.Control,
        23 when method.SequenceEqual("WebcastRoomStatsMessage"u8) => MessageKind.RoomStats,
        23 when method.SequenceEqual("WebcastEmojiChatMessage"u8) => MessageKind.EmojiChat,
        23 when method.SequenceEqual("WebcastAudioChatMessage"u8) => MessageKind.AudioChat,
        24 when method.SequenceEqual("WebcastScreenChatMessage"u8) => MessageKind.ScreenChat,
        25 when method.SequenceEqual("WebcastRoomUserSeqMessage"u8) => MessageKind.RoomUserSeq,
        33 when method.SequenceEqual("WebcastPrivilegeScreenChatMessage"u8) => MessageKind.PrivilegeScreenChat,
        _ => MessageKind.Unknown,
    };
}
