namespace DouyinIngest.Webcast.Messages;

/// <summary>The methods that we decode; every other is <see cref="Known"/> (heard of, no event) or <see cref="Unknown"/>.</summary>
internal enum MessageKind
{
    Unknown = 0,
    Known,
    Chat,
    EmojiChat,
    ScreenChat,
    PrivilegeScreenChat,
    AudioChat,
    Gift,
    Like,
    Member,
    Social,
    RoomUserSeq,
    RoomStats,
    Control,
}
