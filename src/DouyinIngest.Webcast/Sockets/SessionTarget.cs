namespace DouyinIngest.Webcast.Sockets;

/// <summary>The broadcast that sessions are opened to, and how.</summary>
/// <param name="LiveId">Live id; empty for a room that is pinned by room id alone.</param>
/// <param name="RoomId">19 digits.</param>
/// <param name="Transport">How it is followed.</param>
/// <param name="Credential">Name of the app credential whose app id is used; null: the one called <c>default</c>.</param>
internal readonly record struct SessionTarget(string LiveId, long RoomId, RoomTransport Transport = RoomTransport.Hybrid, string? Credential = null);
