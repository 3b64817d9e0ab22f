using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.Fakes;

/// <summary>A client of the simulator that uses the generated types only, frame by frame.</summary>
internal sealed class Viewer : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private byte[] _buffer = new byte[1 << 20];

    private Viewer()
    {
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
    }

    public WebSocketState State => _socket.State;

    public ClientWebSocket Socket => _socket;

    public static Uri Url(SimulatorHost host, long roomId, string? cursor = null, string more = "")
        => new($"{host.SocketUrl}?room_id={roomId}&cursor={cursor}&compress=gzip{more}");

    public static async Task<Viewer> ConnectAsync(SimulatorHost host, long roomId, string? cursor = null, string more = "")
    {
        var viewer = new Viewer();
        await viewer._socket.ConnectAsync(Url(host, roomId, cursor, more), viewer._deadline.Token);
        return viewer;
    }

    /// <summary>A refused handshake: status and headers.</summary>
    public static async Task<(int Status, string? Message)> RefusedAsync(Uri url)
    {
        using var viewer = new Viewer();
        await Assert.ThrowsAsync<WebSocketException>(() => viewer._socket.ConnectAsync(url, viewer._deadline.Token));
        var message = viewer._socket.HttpResponseHeaders?.TryGetValue("Handshake-Msg", out var values) == true ? values.Single() : null;
        return ((int)viewer._socket.HttpStatusCode, message);
    }

    /// <summary>The raw bytes of the next message; null when the socket has ended.</summary>
    public async Task<byte[]?> NextBytesAsync()
    {
        var length = 0;
        while (true)
        {
            try
            {
                if (length == _buffer.Length)
                {
                    Array.Resize(ref _buffer, length * 2);
                }

                var result = await _socket.ReceiveAsync(_buffer.AsMemory(length), _deadline.Token);
                length += result.Count;
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (result.EndOfMessage)
                {
                    return _buffer[..length];
                }
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }

    public async Task<PushFrame?> NextAsync() => await NextBytesAsync() is { } bytes ? PushFrame.Parser.ParseFrom(bytes) : null;

    /// <summary>The next msg frame, heartbeat replies passed over.</summary>
    public async Task<PushFrame> NextMessageAsync()
    {
        while (true)
        {
            var frame = await NextAsync();
            Assert.NotNull(frame);
            if (frame.PayloadType is "msg")
            {
                return frame;
            }
        }
    }

    public Task HeartbeatAsync() => SendAsync(Convert.FromHexString("3a026862"));

    public Task AckAsync(PushFrame frame) => AckAsync(frame.LogId, Header(frame, "im-internal_ext"));

    public Task AckAsync(ulong logId, string internalExt) => SendAsync(
        new PushFrame { LogId = logId, PayloadType = "ack", Payload = ByteString.CopyFromUtf8(internalExt) }.ToByteArray());

    public Task SendAsync(byte[] bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, _deadline.Token);

    public static string Header(PushFrame frame, string key) => frame.Headers.Single(h => h.Key == key).Value;

    public static string Cursor(PushFrame frame) => Header(frame, "im-cursor");

    public static Response Open(PushFrame frame)
    {
        using var gzip = new GZipStream(new MemoryStream(frame.Payload.ToByteArray()), CompressionMode.Decompress);
        return Response.Parser.ParseFrom(gzip);
    }

    public static IEnumerable<long> Ids(PushFrame frame) => Open(frame).Messages.Select(m => m.MsgId);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        _socket.Dispose();
        _deadline.Dispose();
    }
}
