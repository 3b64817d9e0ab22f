namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>What was understood of a text that names a room; nothing was asked of anybody for it.</summary>
/// <param name="Kind">Which of the other parts is filled in.</param>
/// <param name="LiveId">Live id; empty unless <see cref="LiveRoomAddressKind.LiveId"/>.</param>
/// <param name="RoomId">19 digits for <see cref="LiveRoomAddressKind.RoomId"/> and <see cref="LiveRoomAddressKind.Reflow"/>, else 0.</param>
/// <param name="Link">The link to follow for <see cref="LiveRoomAddressKind.ShortLink"/>, else null.</param>
/// <param name="SecUid">The anchor's sec_uid when a reflow URL tells it; else empty.</param>
public sealed record LiveRoomAddress(LiveRoomAddressKind Kind, string LiveId, long RoomId, Uri? Link, string SecUid)
{
    internal static LiveRoomAddress OfLiveId(string liveId) => new(LiveRoomAddressKind.LiveId, liveId, 0, null, "");

    internal static LiveRoomAddress OfRoomId(long roomId) => new(LiveRoomAddressKind.RoomId, "", roomId, null, "");

    internal static LiveRoomAddress OfReflow(long roomId, string secUid) => new(LiveRoomAddressKind.Reflow, "", roomId, null, secUid);

    internal static LiveRoomAddress OfShortLink(Uri link) => new(LiveRoomAddressKind.ShortLink, "", 0, link, "");
}
