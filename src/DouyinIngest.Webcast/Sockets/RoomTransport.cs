namespace DouyinIngest.Webcast.Sockets;

/// <summary>How a room is followed; of an open session, which of the two ways it goes.</summary>
public enum RoomTransport
{
    /// <summary>By the socket; by polling, from the same cursor, while the socket is refused, stalls or is told to close.</summary>
    Hybrid = 0,

    /// <summary>By the socket alone: events within 100 ms.</summary>
    Websocket,

    /// <summary>By asking <c>im/fetch</c> again and again: events within about the interval.</summary>
    Polling,

    /// <summary>The Open Platform pushes it to our webhook.</summary>
    Push = 3,
}
