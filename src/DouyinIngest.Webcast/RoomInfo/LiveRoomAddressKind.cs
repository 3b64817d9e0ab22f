namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>What a person's text names.</summary>
public enum LiveRoomAddressKind
{
    /// <summary>The anchor's stable live id (web_rid).</summary>
    LiveId = 0,

    /// <summary>One broadcast, pinned by its 19-digit room id.</summary>
    RoomId,

    /// <summary>A share page of one broadcast; its anchor may be holding a later one by now.</summary>
    Reflow,

    /// <summary>A short link, which must be followed to see what it names.</summary>
    ShortLink,
}
