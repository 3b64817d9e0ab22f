using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Webcast;

/// <summary>How one room is followed. All of it has defaults; read once, when the connector is made.</summary>
public sealed class LiveRoomOptions
{
    /// <summary>Time between two heartbeats. Default 10 s; can also be changed on the running connector.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row after which the connector gives up; a first frame resets the count. 1 or more, default 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The wait between two attempts. Default 5 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><see cref="SocketProfile.PushV2"/> (default) or <see cref="SocketProfile.ImV1"/>.</summary>
    public string Profile { get; set; } = SocketProfile.PushV2;

    /// <summary>Scheme, host and path of the socket; null: the profile's own.</summary>
    public Uri? SocketUrl { get; set; }

    /// <summary>Where rooms are looked up; null: the live site.</summary>
    public Uri? UpstreamUrl { get; set; }

    /// <summary>A whole Cookie header of a browser session. Null: a ttwid is obtained by itself. Never logged.</summary>
    public string? Cookie { get; set; }

    /// <summary>
    /// In place of <see cref="Cookie"/>: the path of a file with a Cookie header's value, or of a cookies.txt in Netscape's form. With neither,
    /// <c>DOUYIN_COOKIE</c> of the environment.
    /// </summary>
    public string? CookieFile { get; set; }

    /// <summary>Signs the socket's query. Null: nothing is signed.</summary>
    public ISigner? Signer { get; set; }

    /// <summary>app_id of profile <c>im-v1</c>. Null: <c>DOUYIN_APP_ID</c> of the environment.</summary>
    public string? AppId { get; set; }

    /// <summary>Goes with <see cref="AppId"/>; signs Open Platform calls only, never the socket. Never logged.</summary>
    public string? AppSecret { get; set; }

    /// <summary>Pace and caps of the lines that are sent.</summary>
    public ChatOptions Chat { get; set; } = new();

    /// <summary>Where the connector logs. Default nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
