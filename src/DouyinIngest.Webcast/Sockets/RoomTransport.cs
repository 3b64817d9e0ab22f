namespace DouyinIngest.Webcast.Sockets;

/// <summary>How a room is followed. Both go by the socket in this version.</summary>
internal enum RoomTransport
{
    Hybrid = 0,
    Websocket,
}
