using System.Net;
using System.Net.Sockets;
using System.Text;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Webcast.Chat;

/// <summary>Over real sockets: what goes out goes out once.</summary>
public sealed class ChatCallTests
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal) { ["Cookie"] = "sessionid=1", ["User-Agent"] = "Mozilla/5.0" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Answered_IsReadWhole()
    {
        await using var far = new Listener(_ => "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"status_code\":0}");
        var call = new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System);

        var (answer, written) = await call.GetAsync(far.Url, Headers, Token);

        Assert.Equal((HttpStatusCode.OK, "{\"status_code\":0}", true), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span), written));
        Assert.Contains("Cookie: sessionid=1\r\n", Assert.Single(far.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ConnectionEndsWithoutAnAnswer_IsNotRepeated()
    {
        // The second request would find the first one's connection in a pool, and a pool repeats what breaks there.
        await using var far = new Listener(n => n == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" : "");
        var call = new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System);
        await call.GetAsync(far.Url, Headers, Token);

        var (answer, written) = await call.GetAsync(far.Url, Headers, Token);

        Assert.Equal((null, true), (answer.Status, written));
        Assert.Equal(ChatReason.NoAnswer, ChatAnswers.Classify(new ChatAnswer(answer, written)).Reason);
        Assert.Equal(2, far.Requests.Count);
    }

    [Fact]
    public async Task Get_NoAnswerInTime_MayBeWritten()
    {
        var time = new ArmedTime();
        await using var far = new Listener(_ => null);
        var call = new ChatCall(TimeSpan.FromSeconds(10), time);
        var calling = call.GetAsync(far.Url, Headers, Token);
        await far.Came.Soon();
        time.Advance(TimeSpan.FromSeconds(10));

        var (answer, written) = await calling.Soon();

        Assert.Equal((null, true), (answer.Status, written));
        Assert.EndsWith("did not answer within 10 s", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CancelledWhileTheAnswerIsAwaited_IsAResultNotAnException()
    {
        await using var far = new Listener(_ => null);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var calling = new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System).GetAsync(far.Url, Headers, cancel.Token);
        await far.Came.Soon();
        await cancel.CancelAsync();

        Assert.True((await calling.Soon()).MayBeWritten);
    }

    [Fact]
    public async Task Get_CancelledBefore_Throws()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System).GetAsync(new Uri("http://127.0.0.1:9/"), Headers, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Get_NobodyListens_IsNotWritten()
    {
        Uri url;
        await using (var far = new Listener(_ => null))
        {
            url = far.Url;
        }

        var (answer, written) = await new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System).GetAsync(url, Headers, Token);

        Assert.Equal((null, false), (answer.Status, written));
    }

    [Fact]
    public async Task Get_NotTls_IsNotWritten()
    {
        await using var far = new Listener(_ => "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        var url = new UriBuilder(far.Url) { Scheme = "https" }.Uri;

        var (answer, written) = await new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System).GetAsync(url, Headers, Token);

        Assert.Equal((null, false), (answer.Status, written));
        Assert.Equal(ChatReason.Tls, ChatAnswers.Classify(new ChatAnswer(answer, written)).Reason);
    }

    [Fact]
    public async Task Get_BodyOverTheCap_IsNoAnswer()
    {
        await using var far = new Listener(_ => "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");

        var (answer, written) = await new ChatCall(TimeSpan.FromSeconds(30), TimeProvider.System).GetAsync(far.Url, Headers, Token);

        Assert.Equal((null, true), (answer.Status, written));
    }

    /// <summary>Answers the nth request, on any connection, by a function; "": closes the connection without a word; null: never answers.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> _requests = [];
        private readonly Func<int, string?> _answer;
        private readonly Task _run;

        public Listener(Func<int, string?> answer)
        {
            _answer = answer;
            _listener.Start();
            _run = AcceptAsync();
        }

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/webcast/room/chat/?content=x");

        public Task Came => _came.Task;

        public IReadOnlyList<string> Requests { get { lock (_requests) { return [.. _requests]; } } }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _run;
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                {
                    serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(serving);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    while (await ReadHeadAsync(client.GetStream()) is { } head)
                    {
                        int number;
                        lock (_requests)
                        {
                            _requests.Add(head);
                            number = _requests.Count;
                        }

                        _came.TrySetResult();
                        if (_answer(number) is not { } answer)
                        {
                            await Task.Delay(Timeout.Infinite, _stop.Token);
                            return;
                        }

                        if (answer.Length == 0)
                        {
                            return;
                        }

                        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
                    }
                }
                catch (Exception e) when (e is OperationCanceledException or IOException)
                {
                    // The test is over, or the client left.
                }
            }
        }

        private async Task<string?> ReadHeadAsync(NetworkStream stream)
        {
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, _stop.Token);
                if (read == 0)
                {
                    return null;
                }

                head.Append(Encoding.Latin1.GetString(buffer, 0, read));

                // What is no HTTP (a TLS greeting) is answered at once.
                if (head[0] != 'G')
                {
                    break;
                }
            }

            return head.ToString();
        }
    }
}
