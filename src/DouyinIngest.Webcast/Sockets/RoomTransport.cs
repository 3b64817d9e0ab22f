namespace DouyinIngest.Webcast.Sockets;

/// <summary>How a room is followed.</summary>
internal enum RoomTransport
{
    Hybrid = 0,
    Websocket,

    /// <summary>The Open Platform pushes it to our webhook.</summary>
    Push = 3,
}
