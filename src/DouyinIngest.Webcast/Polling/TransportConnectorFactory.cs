using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Makes the connectors of all rooms, each for its room's transport. Owns the HTTP connections of the polls.</summary>
internal sealed class TransportConnectorFactory : ISessionConnectorFactory, IDisposable
{
    /// <summary>Hundreds of rooms may be polled at the same time, each for as long as the upstream takes to answer.</summary>
    private const int ConnectionsPerServer = 256;

    private readonly WebSocketSessionConnectorFactory _sockets;
    private readonly PollingParts _polling;
    private readonly SocketsHttpHandler _handler = WebcastHttp.CreateHandler(ConnectionsPerServer);
    private readonly ILogger _logger;

    /// <param name="sockets">Validated.</param>
    /// <param name="polling">Validated.</param>
    /// <param name="upstream">Where rooms are looked up.</param>
    /// <param name="signer">Signs sockets and polls.</param>
    /// <param name="cookies">What both carry.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Told of each change of a room's transport.</param>
    public TransportConnectorFactory(
        SocketOptions sockets, PollingOptions polling, Uri upstream, ISigner signer, ICookieSource cookies, TimeProvider time, ILoggerFactory loggers)
    {
        _sockets = new WebSocketSessionConnectorFactory(sockets, signer, cookies, time);
        _logger = loggers.CreateLogger<HybridSessionConnector>();
        _polling = new PollingParts(
            polling,
            sockets.UserAgent,
            _sockets.UserUniqueId,
            FetchUrl.Endpoint(polling.Url, sockets.Url, upstream),
            signer,
            cookies,
            new HttpCaller(_handler, new HttpCallLimits(polling.Timeout, polling.MaxAnswerBytes), time),
            new ConnectPacer(polling.FetchesPerSecond, polling.FetchesPerSecond, time),
            time);
    }

    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener) => target.Transport switch
    {
        RoomTransport.Websocket => _sockets.Create(target, listener),
        RoomTransport.Polling => Polling(target, listener, routes: null),
        _ => Hybrid(target, listener),
    };

    public void Dispose()
    {
        _polling.Http.Dispose();
        _handler.Dispose();
    }

    private HybridSessionConnector Hybrid(in SessionTarget target, IWebcastListener listener)
    {
        var routes = new RouteHolder();
        return new HybridSessionConnector(
            _sockets.Create(target, listener, routes), Polling(target, listener, routes), _polling.Options, target.RoomId, listener, _polling.Time, _logger);
    }

    private PollingSessionConnector Polling(in SessionTarget target, IWebcastListener listener, RouteHolder? routes) => new(
        new RoomFetcher(_polling, target.LiveId, target.RoomId, socketWanted: routes is not null, routes), _polling.Options.Interval, listener, _polling.Time);
}
