using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace DouyinIngest.Benchmarks.Scenarios.Upstreams;

/// <summary>
/// A WebSocket endpoint on loopback that does what a script says and keeps no rule by itself: it writes raw bytes, so that it can
/// break every one. The script runs once for each connection.
/// </summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<RawSocket, CancellationToken, Task> _script;
    private readonly Task _accepting;
    private int _count;

    public RawUpstream(Func<RawSocket, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    /// <summary>The socket endpoint.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/webcast/im/push/v2/"));

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = connection.GetStream();
        Task? draining = null;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await ShakeHandsAsync(stream);
            Interlocked.Increment(ref _count);
            draining = DrainAsync(stream, ended);
            await _script(new RawSocket(stream), ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client went, or we stop: both are what scripts wait for.
        }
        finally
        {
            connection.Close();
            if (draining is not null)
            {
                await draining;
            }
        }
    }

    // What the client sends is of no interest; that it goes is.
    private static async Task DrainAsync(NetworkStream stream, CancellationTokenSource ended)
    {
        var scrap = new byte[4096];
        try
        {
            while (await stream.ReadAsync(scrap, CancellationToken.None) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Reset.
        }

        await ended.CancelAsync();
    }

    private async Task ShakeHandsAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                throw new IOException("no request");
            }

            request.Append((char)one[0]);
        }

        var key = request.ToString().Split("\r\n").Single(l => l.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1 in the handshake; nothing is protected by it.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        var answer = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
    }
}
