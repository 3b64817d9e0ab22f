using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast;

/// <summary>What a connector stands on: the real parts, or those of a test.</summary>
internal sealed class LiveRoomServices(IRoomInfoClient rooms, ISessionConnectorFactory sockets, params IReadOnlyList<IDisposable> owned) : IDisposable
{
    private IReadOnlyList<IDisposable> _owned = owned;

    public IRoomInfoClient Rooms { get; } = rooms;

    public ISessionConnectorFactory Sockets { get; } = sockets;

    /// <summary>Says lines; one that refuses everything where a test gives none.</summary>
    public IChatSender Chat { get; init; } = new NoChat();

    /// <summary>Builds the real parts from an application's options.</summary>
    public static LiveRoomServices Create(LiveRoomOptions options)
    {
        var time = options.TimeProvider;
        var roomInfo = new RoomInfoOptions();
        if (options.UpstreamUrl is { } upstream)
        {
            roomInfo.UpstreamUrl = upstream;
        }

        var credentials = options.AppId is { } appId
            ? new AppCredentials(appId, options.AppSecret ?? "")
            : AppCredentials.FromEnvironment(Environment.GetEnvironmentVariable);
        var jar = new CookieOptions { Cookie = options.Cookie, CookieFile = options.CookieFile }.ReadJar(Environment.GetEnvironmentVariable, time.GetUtcNow());
        var handler = WebcastHttp.CreateHandler();
        var (signer, ownSigner) = SignerOf(options, handler);
        var cookies = new CookieSource(handler, jar, roomInfo.UpstreamUrl, roomInfo.UserAgent, time, options.LoggerFactory.CreateLogger<CookieSource>());
        var rooms = new RoomInfoClient(handler, roomInfo, cookies, time);
        var sessions = new TransportConnectorFactory(
            SocketOptionsOf(options, credentials, roomInfo),
            new PollingOptions { Interval = options.PollingInterval },
            roomInfo.UpstreamUrl,
            signer,
            cookies,
            time,
            options.LoggerFactory);
        var chat = new ChatSender(signer, cookies, roomInfo, options.Chat, time);
        return new LiveRoomServices(rooms, sessions, [chat, sessions, rooms, cookies, .. ownSigner, handler]) { Chat = chat };
    }

    /// <summary>The same parts for one connector of many; disposing what this returns leaves them alone.</summary>
    public LiveRoomServices Shared()
    {
        var shared = (LiveRoomServices)MemberwiseClone();
        shared._owned = [];
        return shared;
    }

    /// <summary>What the site says of a room.</summary>
    /// <exception cref="LiveRoomException">The site does not tell.</exception>
    /// <exception cref="FormatException">The text names no room.</exception>
    public async Task<RoomCard> GetRoomInfoAsync(string room, CancellationToken cancellationToken)
    {
        var (card, refusal, detail) = await Rooms.GetAsync(room, cancellationToken);
        return card ?? throw new LiveRoomException(refusal, detail);
    }

    public void Dispose()
    {
        foreach (var part in _owned)
        {
            part.Dispose();
        }
    }

    // One User-Agent for all requests: a signature and a ttwid are bound to it.
    internal static SocketOptions SocketOptionsOf(LiveRoomOptions options, AppCredentials credentials, RoomInfoOptions roomInfo) => new()
    {
        Profile = options.Profile,
        Url = options.SocketUrl ?? StandInOf(options),
        HeartbeatInterval = options.HeartbeatInterval,
        AppId = credentials.AppId,
        UserAgent = roomInfo.UserAgent,
    };

    private static (ISigner Signer, IEnumerable<IDisposable> Owned) SignerOf(LiveRoomOptions options, HttpMessageHandler handler)
    {
        if (options.Signer is { } given)
        {
            return (given, []);
        }

        if (options.SignerUrl is not { } url)
        {
            return (new NoneSigner(), []);
        }

        var signer = new HttpSigner(handler, new SigningOptions { Mode = SigningMode.Http, Url = url }, options.TimeProvider);
        return (signer, [signer]);
    }

    // A stand-in for the site answers for its sockets too.
    private static Uri? StandInOf(LiveRoomOptions options) => options.UpstreamUrl is not { } site ? null : new UriBuilder(site)
    {
        Scheme = string.Equals(site.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) ? Uri.UriSchemeWss : Uri.UriSchemeWs,
        Path = string.Equals(options.Profile, SocketProfile.ImV1, StringComparison.Ordinal) ? "/websocket/im/v1" : "/webcast/im/push/v2/",
        Query = "",
    }.Uri;

    private sealed class NoChat : IChatSender
    {
        public Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default)
            => Task.FromResult(new ChatSendResult(ChatReason.Stopped, ""));
    }
}
