namespace DouyinIngest.Webcast.Sockets;

/// <summary>Where a connection stands.</summary>
public enum ConnectionState
{
    Idle = 0,
    Connecting,
    Streaming,
    BackingOff,
    Closed,
}
