using DouyinIngest.Webcast.Http;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Signing;

/// <summary>
/// The user's jar, and a ttwid from the upstream's front page when the jar has none. That one is kept until it expires, a day at most, and asked for by one
/// caller at a time; when it cannot be had the jar goes without, and the upstream is asked again a minute later. One that the upstream refuses is obtained anew.
/// Thread-safe.
/// </summary>
public sealed partial class CookieSource : ICookieSource, IDisposable
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);
    private readonly CookieJar _jar;
    private readonly Uri _upstream;
    private readonly string _userAgent;
    private readonly TimeProvider _time;
    private readonly ILogger<CookieSource> _logger;
    private readonly HttpCaller _http;
    private readonly SemaphoreSlim _single = new(1);
    private volatile Kept? _kept;

    /// <param name="handler">Shared; stays the caller's.</param>
    /// <param name="jar">The user's own; may be empty.</param>
    /// <param name="upstream">Whose front page gives a ttwid.</param>
    /// <param name="userAgent">As every other request's.</param>
    /// <param name="time">For expiry and time-outs.</param>
    /// <param name="logger">Hears when no ttwid can be had; never of a value.</param>
    public CookieSource(HttpMessageHandler handler, CookieJar jar, Uri upstream, string userAgent, TimeProvider time, ILogger<CookieSource> logger)
    {
        _jar = jar;
        _upstream = upstream;
        _userAgent = userAgent;
        _time = time;
        _logger = logger;
        _http = new HttpCaller(handler, new HttpCallLimits(TimeSpan.FromSeconds(10), 4 * 1024 * 1024), time);
        if (jar.LoginExpired)
        {
            Log.LoginExpired(logger);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_jar.Has(CookieNames.Ttwid))
        {
            return _jar.ToHeader();
        }

        if (Fresh() is not { } kept)
        {
            await _single.WaitAsync(cancellationToken);
            try
            {
                // Whoever waited here finds what the one before it brought.
                kept = Fresh() ?? (_kept = await ObtainAsync(cancellationToken));
            }
            finally
            {
                _single.Release();
            }
        }

        return CookieJar.Join(_jar.ToHeader(), kept.Header);
    }

    /// <summary>
    /// Forgets the obtained ttwid when the upstream refused it, but not one that is younger than a minute: that one was not refused for its age, and
    /// a site that refuses us is not asked for one more each time.
    /// </summary>
    public void Refused(string cookies)
    {
        ArgumentNullException.ThrowIfNull(cookies);
        if (_kept is { Header.Length: > 0 } kept
            && cookies.Contains(kept.Header, StringComparison.Ordinal)
            && _time.GetUtcNow() - kept.Since >= PauseAfterFailure)
        {
            _kept = kept with { Until = DateTimeOffset.MinValue };
        }
    }

    /// <summary>Names without values.</summary>
    public override string ToString() => $"{nameof(CookieSource)}({_jar})";

    public void Dispose()
    {
        _http.Dispose();
        _single.Dispose();
    }

    private Kept? Fresh() => _kept is { } kept && _time.GetUtcNow() < kept.Until ? kept : null;

    private async Task<Kept> ObtainAsync(CancellationToken cancellationToken)
    {
        var uri = new Uri(_upstream, "/");
        var answer = await _http.SendAsync(() => Request(uri), uri, cancellationToken);
        var ttwid = answer.SetCookies.Select(SetCookie.Parse).FirstOrDefault(static c => c is { Name: CookieNames.Ttwid, Value.Length: > 0 });
        var now = _time.GetUtcNow();
        if (ttwid is null)
        {
            Log.NoTtwid(_logger, uri.Host, answer.Status is { } status ? $"HTTP {(int)status}" : answer.Detail);
            return new Kept("", now, now + PauseAfterFailure);
        }

        var life = ttwid.Lifetime is { } told && told < LongestLife ? told : LongestLife;
        return new Kept($"{CookieNames.Ttwid}={ttwid.Value}", now, now + (life > PauseAfterFailure ? life : PauseAfterFailure));
    }

    private HttpRequestMessage Request(Uri uri)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*;q=0.8");
        return request;
    }

    private sealed record Kept(string Header, DateTimeOffset Since, DateTimeOffset Until)
    {
        public override string ToString() => "***";
    }
}
