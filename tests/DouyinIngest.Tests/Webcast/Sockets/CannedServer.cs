using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DouyinIngest.Tests.Webcast.Sockets;

/// <summary>A listener on loopback that reads one request head and answers with given bytes; null: never answers.</summary>
internal sealed class CannedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public CannedServer(string? answer)
    {
        _listener.Start();
        _run = RunAsync(answer);
    }

    public Uri Url(string scheme = "ws") => new($"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/webcast/im/push/v2/");

    /// <summary>The request head that came.</summary>
    public string Request { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync(string? answer)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var buffer = new byte[16 * 1024];
            var length = 0;
            do
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
                Request = Encoding.ASCII.GetString(buffer, 0, length);
            }
            while (!Request.EndsWith("\r\n\r\n", StringComparison.Ordinal));

            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer!), _stop.Token);

            // Until the client leaves.
            await stream.CopyToAsync(Stream.Null, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or the client left.
        }
    }
}
