using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Calls the platform for our apps, each call under its time-out, retries and breaker. Thread-safe.</summary>
internal sealed class OpenPlatformClient : IDisposable
{
    private const int MostAnswerBytes = 4 * 1024 * 1024;

    /// <summary>The status of a task that runs, as the platform numbers them (1: there is none, 2: it does not run).</summary>
    private const long Running = 3;

    private readonly HttpCaller _http;
    private readonly OpenPlatformOptions _options;
    private readonly IPushListener _listener;
    private readonly AccessTokens _tokens;

    /// <param name="handler">Shared; stays the caller's.</param>
    /// <param name="options">Read once.</param>
    /// <param name="listener">Hears of every call.</param>
    /// <param name="time">For time-outs, pauses and the tokens' lives.</param>
    public OpenPlatformClient(HttpMessageHandler handler, OpenPlatformOptions options, IPushListener listener, TimeProvider time)
    {
        _http = new HttpCaller(handler, new HttpCallLimits(options.Timeout, MostAnswerBytes), time);
        _options = options;
        _listener = listener;
        _tokens = new AccessTokens(_http, options.TokenUrl, listener, time);
    }

    /// <summary>Starts the pushing of one type of messages of a broadcast; one that runs goes on.</summary>
    public Task<PlatformAnswer> StartAsync(AppCredentials app, long roomId, PushMessageType type, CancellationToken cancellationToken)
        => PostAsync(PlatformCall.TaskStart, "task/start", app, roomId, type, cancellationToken);

    /// <summary>Ends it.</summary>
    public Task<PlatformAnswer> StopAsync(AppCredentials app, long roomId, PushMessageType type, CancellationToken cancellationToken)
        => PostAsync(PlatformCall.TaskStop, "task/stop", app, roomId, type, cancellationToken);

    /// <summary>Whether it runs; null when the platform does not tell.</summary>
    public async Task<bool?> IsRunningAsync(AppCredentials app, long roomId, PushMessageType type, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(PlatformCall.TaskGet, HttpMethod.Get, Url("task/get", Query(app, roomId, type)), null, app, cancellationToken);
        return answer.Succeeded && answer.Data.Count("status") is var status and >= 0 ? status == Running : null;
    }

    /// <summary>A page, from 1, of what could not be delivered.</summary>
    public async Task<MissedPage> MissedAsync(AppCredentials app, long roomId, PushMessageType type, int page, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"{Query(app, roomId, type)}&page_num={page}&page_size={_options.PageSize}");
        return MissedPage.Of(await CallAsync(PlatformCall.Missed, HttpMethod.Get, Url("task/fail_data/get", query), null, app, cancellationToken), page, _options.PageSize);
    }

    public void Dispose() => _http.Dispose();

    private Task<PlatformAnswer> PostAsync(PlatformCall call, string path, AppCredentials app, long roomId, PushMessageType type, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["roomid"] = roomId.ToString(CultureInfo.InvariantCulture),
            ["appid"] = app.AppId,
            ["msg_type"] = type.Word(),
        });
        return CallAsync(call, HttpMethod.Post, Url(path, ""), body, app, cancellationToken);
    }

    private async Task<PlatformAnswer> CallAsync(PlatformCall call, HttpMethod method, Uri url, byte[]? body, AppCredentials app, CancellationToken cancellationToken)
    {
        var refused = "";
        while (true)
        {
            var (token, answer) = await _tokens.GetAsync(app, refused, cancellationToken);
            if (answer.Succeeded)
            {
                answer = PlatformAnswer.Of(await _http.SendAsync(() => Request(method, url, body, token), url, cancellationToken), url.AbsolutePath);
                if (answer.WantsToken && refused.Length == 0)
                {
                    // Its life was cut short: once more with a new one.
                    refused = token;
                    continue;
                }
            }

            _listener.Called(call, answer.Succeeded);
            return answer;
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri url, byte[]? body, string token)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("access-token", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json", Encoding.UTF8.WebName) } };
        }

        return request;
    }

    private static string Query(AppCredentials app, long roomId, PushMessageType type)
        => string.Create(CultureInfo.InvariantCulture, $"roomid={roomId}&appid={app.AppId}&msg_type={type.Word()}");

    private Uri Url(string path, string query) => new UriBuilder(new Uri(_options.ApiUrl, "/api/live_data/" + path)) { Query = query }.Uri;
}
