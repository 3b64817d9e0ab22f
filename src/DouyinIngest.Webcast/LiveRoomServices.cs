using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast;

/// <summary>What a connector stands on: the real parts, or those of a test.</summary>
internal sealed class LiveRoomServices(IRoomInfoClient rooms, ISessionConnectorFactory sockets, params IReadOnlyList<IDisposable> owned) : IDisposable
{
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
        var cookies = new CookieSource(handler, jar, roomInfo.UpstreamUrl, roomInfo.UserAgent, time, options.LoggerFactory.CreateLogger<CookieSource>());
        var rooms = new RoomInfoClient(handler, roomInfo, cookies, time);
        var signer = options.Signer ?? new NoneSigner();
        var sockets = new WebSocketSessionConnectorFactory(SocketOptionsOf(options, credentials, roomInfo), signer, cookies, time);
        var chat = new ChatSender(signer, cookies, roomInfo, options.Chat, time);
        return new LiveRoomServices(rooms, sockets, chat, rooms, cookies, handler) { Chat = chat };
    }

    public void Dispose()
    {
        foreach (var part in owned)
        {
            part.Dispose();
        }
    }

    // One User-Agent for all requests: a signature and a ttwid are bound to it.
    internal static SocketOptions SocketOptionsOf(LiveRoomOptions options, AppCredentials credentials, RoomInfoOptions roomInfo) => new()
    {
        Profile = options.Profile,
        Url = options.SocketUrl,
        HeartbeatInterval = options.HeartbeatInterval,
        AppId = credentials.AppId,
        UserAgent = roomInfo.UserAgent,
    };

    private sealed class NoChat : IChatSender
    {
        public Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default)
            => Task.FromResult(new ChatSendResult(ChatReason.Stopped, ""));
    }
}
