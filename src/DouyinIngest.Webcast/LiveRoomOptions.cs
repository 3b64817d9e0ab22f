using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Webcast;

/// <summary>How rooms are followed. All of it has defaults; read once, when the connector is made.</summary>
public sealed class LiveRoomOptions
{
    /// <summary>Where these options stand in a configuration: <c>DouyinLive:HeartbeatInterval</c> and so on.</summary>
    public const string SectionName = "DouyinLive";

    /// <summary>Variable that gives <see cref="UpstreamUrl"/>.</summary>
    public const string UpstreamUrlVariable = "DOUYIN_UPSTREAM_URL";

    /// <summary>Variable that gives <see cref="SignerUrl"/>.</summary>
    public const string SignerUrlVariable = "DOUYIN_SIGNER_URL";

    /// <summary>Time between two heartbeats, 0.1 s to 10 min; default 10 s. Can also be changed on the running connector.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row after which the connector gives up; a first frame resets the count. 1 or more, default 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The wait between two attempts, up to a day. Default 5 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What may wait for a slow application, and what happens then.</summary>
    public EventQueueOptions Queue { get; set; } = new();

    /// <summary><see cref="SocketProfile.PushV2"/> (default) or <see cref="SocketProfile.ImV1"/>.</summary>
    public string Profile { get; set; } = SocketProfile.PushV2;

    /// <summary>Scheme, host and path of the socket, ws or wss; null: the profile's own, at <see cref="UpstreamUrl"/> where that is given.</summary>
    public Uri? SocketUrl { get; set; }

    /// <summary>
    /// How the room is followed: by the socket (default), by polling, or by the socket with polling while that does not work. Polled events come within about
    /// <see cref="PollingInterval"/>.
    /// </summary>
    public RoomTransport Transport { get; set; } = RoomTransport.Websocket;

    /// <summary>From one poll to the next; the upstream may ask for a longer one. 100 ms or more, default 2 s.</summary>
    public TimeSpan PollingInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Where rooms are looked up and polled, http or https: a stand-in for the site such as the simulator; null: the live site.</summary>
    public Uri? UpstreamUrl { get; set; }

    /// <summary>A whole Cookie header of a browser session. Null: <c>DOUYIN_COOKIE</c> of the environment; without either a ttwid is obtained by itself. Never logged.</summary>
    public string? Cookie { get; set; }

    /// <summary>
    /// In place of <see cref="Cookie"/>: the path of a file with a Cookie header's value, or of a cookies.txt in Netscape's form. With neither,
    /// <c>DOUYIN_COOKIE</c> of the environment.
    /// </summary>
    public string? CookieFile { get; set; }

    /// <summary>A sign service of yours that signs the socket's query, http or https. Null: nothing is signed.</summary>
    public Uri? SignerUrl { get; set; }

    /// <summary>Signs in the place of <see cref="SignerUrl"/>. Stays yours.</summary>
    public ISigner? Signer { get; set; }

    /// <summary>app_id of profile <c>im-v1</c>. Null: <c>DOUYIN_APP_ID</c> of the environment.</summary>
    public string? AppId { get; set; }

    /// <summary>Goes with <see cref="AppId"/>; signs Open Platform calls only, never the socket. Never logged.</summary>
    public string? AppSecret { get; set; }

    /// <summary>
    /// Records what comes from the upstream; null: nothing is. One for each connector; it stays the application's, to be disposed after the connector.
    /// </summary>
    public RoomRecorder? Recorder { get; set; }

    /// <summary>Pace and caps of the lines that are sent.</summary>
    public ChatOptions Chat { get; set; } = new();

    /// <summary>Which events are handed on, and which words of chats are masked. Default: all, and none.</summary>
    public FilterOptions Filter { get; } = new();

    /// <summary>Where the connector logs. Default nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Options with what the environment tells: <c>DOUYIN_APP_ID</c>, <c>DOUYIN_APP_SECRET</c>, <c>DOUYIN_COOKIE</c>, <c>DOUYIN_SIGNER_URL</c> and
    /// <c>DOUYIN_UPSTREAM_URL</c>. What the environment does not have is taken from a <c>.env</c> file, where there is one; an empty value counts as unset.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Gives a variable's value or null; null: the environment of this process.</param>
    /// <exception cref="FormatException">A value or a line of the file cannot be read; the message names it and never a secret.</exception>
    /// <exception cref="IOException">The file is there but cannot be read.</exception>
    public static LiveRoomOptions FromEnvironment(string path = ".env", Func<string, string?>? environment = null)
    {
        var lookup = DotEnv.Over(environment ?? Environment.GetEnvironmentVariable, path);
        var credentials = AppCredentials.FromEnvironment(lookup);
        return new LiveRoomOptions
        {
            AppId = credentials.HasAppId ? credentials.AppId : null,
            AppSecret = credentials.AppSecret.Length > 0 ? credentials.AppSecret : null,
            Cookie = lookup("DOUYIN_COOKIE") is { Length: > 0 } cookie ? cookie : null,
            SignerUrl = UrlOf(SignerUrlVariable, lookup),
            UpstreamUrl = UrlOf(UpstreamUrlVariable, lookup),
        };
    }

    private static Uri? UrlOf(string variable, Func<string, string?> lookup) => lookup(variable) switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) => url,
        _ => throw new FormatException($"{variable} must be an absolute URL such as http://127.0.0.1:8080."),
    };
}
