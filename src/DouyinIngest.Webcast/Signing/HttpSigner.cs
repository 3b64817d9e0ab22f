using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DouyinIngest.Webcast.Http;

namespace DouyinIngest.Webcast.Signing;

/// <summary>
/// Asks a sign service of the user's: <c>POST</c> JSON <c>{web_rid, room_id, user_unique_id, user_agent, raw_query}</c> (with <c>url</c> where it is not the socket), answered by
/// <c>{signature | full_url, headers?, cookies?, expires?}</c>. An answer that names its expiry is used again for the same request until then. Thread-safe.
/// </summary>
public sealed class HttpSigner : ISigner, IDisposable
{
    internal const string UrlSetting = SigningOptions.SectionName + ":" + nameof(SigningOptions.Url);
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxKept = 4096;
    private readonly Uri _url;
    private readonly TimeProvider _time;
    private readonly SignPacer _pacer;
    private readonly HttpCaller _http;
    private readonly ConcurrentDictionary<SignRequest, Signature> _kept = new();

    /// <param name="handler">Shared; stays the caller's.</param>
    /// <param name="options">Validated; <see cref="SigningOptions.Url"/> is set.</param>
    /// <param name="time">For pace, time-outs and expiry.</param>
    public HttpSigner(HttpMessageHandler handler, SigningOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _url = options.Url ?? throw new ArgumentException($"{UrlSetting} is not set.", nameof(options));
        _time = time;
        _pacer = new SignPacer(options.SignsPerSecond, time);
        _http = new HttpCaller(handler, new HttpCallLimits(options.Timeout, MaxBodyBytes), time);
    }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_kept.TryGetValue(request, out var kept) && kept.Expires > _time.GetUtcNow())
        {
            return kept;
        }

        await _pacer.WaitAsync(cancellationToken);
        var body = Serialize(request);
        var answer = await _http.SendAsync(() => Post(body), _url, cancellationToken);
        Refuse(answer);
        var signature = SignAnswerReader.Read(answer.Body, forSocket: request.Url is null);
        Keep(request, signature);
        return signature;
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Serialize(SignRequest request)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("web_rid", request.WebRid);
            json.WriteString("room_id", request.RoomId);
            json.WriteString("user_unique_id", request.UserUniqueId);
            json.WriteString("user_agent", request.UserAgent);
            json.WriteString("raw_query", request.RawQuery);
            if (request.Url is { } url)
            {
                json.WriteString("url", url);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private HttpRequestMessage Post(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static void Refuse(HttpAnswer answer)
    {
        var why = answer switch
        {
            { Status: null } => answer.Detail,
            { Status: HttpStatusCode.TooManyRequests } => "it answered HTTP 429: too many sign calls; lower " + SigningOptions.SectionName + ":" + nameof(SigningOptions.SignsPerSecond),
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => $"it answered HTTP {(int)answer.Status}: it does not let us in",
            { IsSuccess: false } => $"it answered HTTP {(int)answer.Status}",
            { Body.IsEmpty: true } => "it answered with an empty body",
            { LooksLikeHtml: true } => "it answered with HTML in place of JSON; is this the URL of the sign call?",
            _ => null,
        };
        if (why is not null)
        {
            throw new SignerException($"The sign service ({UrlSetting}) could not be used: {why}.");
        }
    }

    private void Keep(SignRequest request, Signature signature)
    {
        if (signature.Expires is null)
        {
            return;
        }

        if (_kept.Count >= MaxKept)
        {
            var now = _time.GetUtcNow();
            foreach (var (key, value) in _kept)
            {
                if (value.Expires <= now)
                {
                    _kept.TryRemove(key, out _);
                }
            }
        }

        if (_kept.Count < MaxKept)
        {
            _kept[request] = signature;
        }
    }
}
