namespace DouyinIngest.Webcast.Telemetry;

/// <summary>Which way a room goes from here on that may go either way. A closed set.</summary>
public enum TransportChange
{
    /// <summary>The socket was refused, stalled, or was told to close: the room is polled.</summary>
    ToPolling = 0,

    /// <summary>The socket works again, or polling does not: the room goes by the socket.</summary>
    ToWebsocket,
}
