using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Chat;

/// <summary>
/// One GET on one connection that is made for it and used for nothing else. The platform's handler repeats a GET by itself when a pooled connection
/// breaks before an answer; a line must not be said twice, so there is no pool, and a second connection is refused.
/// </summary>
internal sealed class ChatCall(TimeSpan timeout, TimeProvider time) : IChatCall
{
    private const int MaxBodyBytes = 256 * 1024;

    /// <inheritdoc/>
    public async Task<ChatAnswer> GetAsync(Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var connected = 0;
        using var handler = WebcastHttp.CreateHandler();
        handler.PlaintextStreamFilter = (context, _) => Interlocked.Increment(ref connected) == 1
            ? ValueTask.FromResult(context.PlaintextStream)
            : throw new IOException("A line is sent on one connection only.");
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxBodyBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        HttpAnswer answer;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            answer = new HttpAnswer
            {
                Status = response.StatusCode,
                Body = await response.Content.ReadAsByteArrayAsync(either.Token),
                Location = response.Headers.Location,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && Volatile.Read(ref connected) == 0)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            answer = HttpAnswer.Failed(CloseReason.Network, cancellationToken.IsCancellationRequested
                ? "given up while the answer was awaited"
                : FormattableString.Invariant($"{address.Authority} did not answer within {timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception error) when (HttpFailure.IsExpected(error))
        {
            answer = HttpFailure.ToAnswer(error, address.Authority, new HttpCallLimits(timeout, MaxBodyBytes));
        }

        return new ChatAnswer(answer, Volatile.Read(ref connected) > 0);
    }
}
