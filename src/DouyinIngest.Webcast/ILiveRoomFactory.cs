using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Webcast;

/// <summary>Makes the connectors of an application's rooms over one set of HTTP connections, cookies and signer. A singleton; thread-safe.</summary>
public interface ILiveRoomFactory
{
    /// <summary>A connector for one broadcast, not connected yet. It is the caller's to dispose; the shared parts stay.</summary>
    /// <param name="room">A live URL, its number, a short link, or the 19-digit room id of a broadcast.</param>
    /// <param name="name">Which options: the name given to <c>AddDouyinLive</c>; null: the unnamed ones.</param>
    LiveRoomConnector Create(string room, string? name = null);

    /// <summary>What the site says of a room: title, anchor, people, whether it is live. Opens no socket.</summary>
    /// <param name="room">As for <see cref="Create"/>.</param>
    /// <param name="name">As for <see cref="Create"/>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="LiveRoomException">The site does not tell: Class, Reason and Remedy say why and what helps.</exception>
    /// <exception cref="FormatException">The text names no room; the message says what is accepted.</exception>
    Task<RoomCard> GetRoomInfoAsync(string room, string? name = null, CancellationToken cancellationToken = default);
}
