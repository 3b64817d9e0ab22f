using System.Collections.Concurrent;
using Polly;

namespace DouyinIngest.Webcast.Http;

/// <summary>Makes single HTTP calls under limits. Thread-safe. Redirects and cookies are the caller's: nothing is followed or kept here.</summary>
/// <remarks>The handler belongs to whoever made it; disposing this disposes only the client around it.</remarks>
internal sealed class HttpCaller : IDisposable
{
    private readonly HttpClient _client;
    private readonly HttpCallLimits _limits;
    private readonly TimeProvider _time;

    // One breaker per host: a short-link host that is away must not stop the room API. Callers allow-list their hosts, so this is bounded.
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpAnswer>> _pipelines = new(StringComparer.OrdinalIgnoreCase);

    public HttpCaller(HttpMessageHandler handler, HttpCallLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _client = new HttpClient(handler, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = limits.MaxBodyBytes,
        };
    }

    /// <summary>
    /// Sends what <paramref name="request"/> makes, once per attempt, and reads the whole answer. Throws only when cancelled.
    /// </summary>
    public async Task<HttpAnswer> SendAsync(Func<HttpRequestMessage> request, Uri uri, CancellationToken cancellationToken)
    {
        var pipeline = _pipelines.GetOrAdd(uri.Authority, static (_, self) => HttpPipelines.Build(self._limits.Timeout, self._time), this);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (state, token) => await state.self.AttemptAsync(state.request, state.uri, token),
                (self: this, request, uri),
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (HttpFailure.IsExpected(error))
        {
            return HttpFailure.ToAnswer(error, uri.Authority, _limits);
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<HttpAnswer> AttemptAsync(Func<HttpRequestMessage> request, Uri uri, CancellationToken cancellationToken)
    {
        using var message = request();
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var location = response.Headers.Location;
        return new HttpAnswer
        {
            Status = response.StatusCode,
            Body = await response.Content.ReadAsByteArrayAsync(cancellationToken),
            SetCookies = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [],
            Location = location is null || location.IsAbsoluteUri ? location : new Uri(uri, location),
        };
    }
}
