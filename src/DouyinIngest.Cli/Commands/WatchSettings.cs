using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>watch</c> was asked.</summary>
internal sealed record WatchSettings
{
    /// <summary>Live URL, live id or short link; null: ask for it.</summary>
    public string? Room { get; init; }

    /// <summary>Another upstream than the real site.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>Another socket address than the profile's.</summary>
    public Uri? SocketUrl { get; init; }

    public string? Profile { get; init; }

    /// <summary>How the room is followed.</summary>
    public RoomTransport Transport { get; init; } = RoomTransport.Websocket;

    /// <summary>A room id that needs no looking up; 0: look it up.</summary>
    public long RoomId { get; init; }

    /// <summary>A file with a Cookie header's value; null: none.</summary>
    public string? CookieFile { get; init; }

    /// <summary>A sign service of the user's; null: nothing is signed.</summary>
    public Uri? SignerUrl { get; init; }

    public bool Json { get; init; }

    /// <summary>Stop after so many events; 0: go on.</summary>
    public int Max { get; init; }
}
