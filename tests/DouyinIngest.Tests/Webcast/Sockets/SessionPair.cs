using System.Net.WebSockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

/// <summary>A session under test and the WebSocket at its far end, in memory, on a clock of its own.</summary>
internal sealed class SessionPair : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MessageTimeout = TimeSpan.FromSeconds(30);

    public SessionPair(int maxMessageBytes = 64 * 1024, bool heartbeatRead = true, TimeProvider? clock = null)
    {
        (Wire, Ours) = DuplexStream.Pair();
        Server = WebSocket.CreateFromStream(Wire, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var client = WebSocket.CreateFromStream(Ours, new WebSocketCreationOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        Session = new WebSocketSession(client, null, Interval, MessageTimeout, maxMessageBytes, Listener, clock ?? Time);
        HeartbeatRead = heartbeatRead;
    }

    public ArmedTime Time { get; } = new();

    public RecordingListener Listener { get; } = new();

    public DuplexStream Wire { get; }

    /// <summary>The session's end of the wire.</summary>
    public DuplexStream Ours { get; }

    public WebSocket Server { get; }

    public WebSocketSession Session { get; }

    private bool HeartbeatRead { get; set; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The next message at the server; null: a close. The first heartbeat is skipped.</summary>
    public async Task<byte[]?> AtServerAsync()
    {
        if (HeartbeatRead)
        {
            HeartbeatRead = false;
            Assert.Equal([0x3a, 0x02, 0x68, 0x62], await AtServerAsync() ?? []);
        }

        var buffer = new byte[4096];
        var result = await Server.ReceiveAsync(buffer.AsMemory(), Token).Soon();
        return result.MessageType == WebSocketMessageType.Close ? null : buffer[..result.Count];
    }

    public Task ServerSendsAsync(byte[] bytes, bool end = true, WebSocketMessageType type = WebSocketMessageType.Binary)
        => Server.SendAsync(bytes, type, end, Token).Soon();

    public async ValueTask DisposeAsync()
    {
        Server.Abort();
        Wire.Dispose();
        await Session.DisposeAsync();
        Server.Dispose();
    }
}
