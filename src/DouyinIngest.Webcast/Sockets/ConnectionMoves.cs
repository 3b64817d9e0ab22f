namespace DouyinIngest.Webcast.Sockets;

/// <summary>Which moves a connection may make.</summary>
internal static class ConnectionMoves
{
    public static bool Allowed(ConnectionState from, ConnectionState to) => (from, to) switch
    {
        (ConnectionState.Closed, _) => false,
        (_, ConnectionState.Closed) => true,
        (ConnectionState.Idle, ConnectionState.Connecting) => true,
        (ConnectionState.Connecting, ConnectionState.Streaming) => true,
        (ConnectionState.Connecting, ConnectionState.BackingOff) => true,
        (ConnectionState.Streaming, ConnectionState.BackingOff) => true,
        (ConnectionState.Streaming, ConnectionState.Connecting) => true,
        (ConnectionState.BackingOff, ConnectionState.Connecting) => true,
        _ => false,
    };
}
