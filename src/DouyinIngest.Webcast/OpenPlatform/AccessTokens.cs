using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>The access tokens of our apps: one each, fetched when first wanted and again at half its life. Never logged. Thread-safe.</summary>
internal sealed class AccessTokens(HttpCaller http, Uri url, IPushListener listener, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Holder> _holders = new(StringComparer.Ordinal);

    /// <summary>A token, or why there is none. One that is past half its life is used on while no newer one can be had.</summary>
    /// <param name="app">The app.</param>
    /// <param name="refused">A token that the platform does not accept; empty: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(string Token, PlatformAnswer Answer)> GetAsync(AppCredentials app, string refused, CancellationToken cancellationToken)
    {
        var holder = _holders.GetOrAdd(app.AppId, static _ => new Holder());
        await holder.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var known = holder.Token.Length > 0 && !string.Equals(holder.Token, refused, StringComparison.Ordinal);
            if (known && now < holder.Half)
            {
                return (holder.Token, new PlatformAnswer(null, ""));
            }

            var answer = await FetchAsync(app, cancellationToken);
            var token = answer.Data.Text("access_token");
            var seconds = answer.Data.Count("expires_in");
            if (answer.Succeeded && (token.Length == 0 || seconds <= 0))
            {
                answer = new PlatformAnswer(CloseReason.UpstreamError, "token: the answer has no access_token or no expires_in");
            }

            listener.Called(PlatformCall.Token, answer.Succeeded);
            if (answer.Succeeded)
            {
                (holder.Token, holder.Half, holder.End) = (token, now.AddSeconds(seconds / 2.0), now.AddSeconds(seconds));
                return (token, answer);
            }

            return known && now < holder.End ? (holder.Token, new PlatformAnswer(null, "")) : ("", answer);
        }
        finally
        {
            holder.Turn.Release();
        }
    }

    private async Task<PlatformAnswer> FetchAsync(AppCredentials app, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["appid"] = app.AppId,
            ["secret"] = app.AppSecret,
            ["grant_type"] = "client_credential",
        });
        return PlatformAnswer.Of(await http.SendAsync(Request, url, cancellationToken), "token");

        HttpRequestMessage Request() => new(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json", Encoding.UTF8.WebName) } },
        };
    }

    private sealed class Holder
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string Token { get; set; } = "";

        public DateTimeOffset Half { get; set; }

        public DateTimeOffset End { get; set; }
    }
}
