using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// Opens one WebSocket (RFC 6455, section 4). The HTTP client, with its proxies and TLS, does the handshake and is then let go, which is
/// why there is no <see cref="ClientWebSocket"/> here: that one keeps the request, the response and 8 KiB of HTTP buffers for as long as
/// the socket is open, more than all the rest of a quiet room.
/// </summary>
internal sealed class WebSocketHandshake : IDisposable
{
    // RFC 6455, section 1.3.
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    // The heartbeat is ours; a timer per socket is saved.
    private static readonly WebSocketCreationOptions s_options = new() { KeepAliveInterval = Timeout.InfiniteTimeSpan };

    private readonly SocketsHttpHandler _handler;
    private HandshakeStream? _connection;

    /// <param name="connectTimeout">For how long the connection, TLS included, may take.</param>
    public WebSocketHandshake(TimeSpan connectTimeout)
    {
        // One handler a handshake: the connection of a WebSocket is never used again, and this way it is known which one it is.
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = connectTimeout,
            PlaintextStreamFilter = (context, _) =>
            {
                // Behind a proxy it is asked twice; the last one is the way to the site.
                _connection = new HandshakeStream(context.PlaintextStream);
                return ValueTask.FromResult<Stream>(_connection);
            },
        };
    }

    /// <summary>
    /// Sends the request and takes the socket out of the answer. Throws <see cref="HttpRequestException"/> when there is none, and
    /// <see cref="WebSocketException"/> when a 101 is not one of a WebSocket.
    /// </summary>
    /// <param name="request">Address and headers, without those of the handshake; they are added.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public async Task<HandshakeAnswer> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            return new HandshakeAnswer(null, null, response.StatusCode, Header(response, "Handshake-Msg"), Header(response, "Handshake-Status"));
        }

        if (!string.Equals(Header(response, "Upgrade"), "websocket", StringComparison.OrdinalIgnoreCase)
            || !string.Equals(Header(response, "Sec-WebSocket-Accept"), AcceptOf(key), StringComparison.Ordinal))
        {
            throw new WebSocketException(WebSocketError.NotAWebSocket, "The answer is 101, but not that of a WebSocket.");
        }

        var connection = new GatheringStream(_connection!.TakeOver());
        return new HandshakeAnswer(WebSocket.CreateFromStream(connection, s_options), connection, response.StatusCode, "", "");
    }

    public void Dispose() => _handler.Dispose();

    /// <summary>What the server must answer to a key.</summary>
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1; nothing is protected by it.
    internal static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350

    private static string Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
}
