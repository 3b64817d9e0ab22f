namespace DouyinIngest.Webcast.Sockets;

/// <summary>The route of one room's sockets, from whoever heard of it to whoever opens them. Safe from any thread.</summary>
internal sealed class RouteHolder
{
    private volatile SocketRoute? _told;

    /// <summary>The last that was told; null: the profile's own endpoint.</summary>
    public SocketRoute? Told
    {
        get => _told;
        set => _told = value;
    }
}
