using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>
/// Looks rooms up at the upstream: by the room API, by the live page where that refuses, and by the reflow API for a room id or a short link. Thread-safe.
/// </summary>
/// <remarks>One offline answer may be wrong: that a broadcast has ended takes two in a row, and counting them is the caller's.</remarks>
public sealed class RoomInfoClient : IRoomInfoClient, IDisposable
{
    private const int MaxRedirects = 5;
    private readonly RoomInfoOptions _options;
    private readonly ICookieSource _cookies;
    private readonly HttpCaller _http;

    /// <param name="handler">Shared; stays the caller's. See <see cref="WebcastHttp.CreateHandler"/>.</param>
    /// <param name="options">Read once.</param>
    /// <param name="cookies">What requests carry.</param>
    /// <param name="time">For time-outs and pauses between tries.</param>
    public RoomInfoClient(HttpMessageHandler handler, RoomInfoOptions options, ICookieSource cookies, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _cookies = cookies;
        _http = new HttpCaller(handler, new HttpCallLimits(options.Timeout, options.MaxBodyBytes), time);
    }

    /// <inheritdoc/>
    public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken) =>
        GetAsync(LiveUrl.Parse(room, _options.UpstreamUrl), cancellationToken);

    /// <summary>As <see cref="GetAsync(string, CancellationToken)"/>, for an address that was read already.</summary>
    public Task<RoomInfoResult> GetAsync(LiveRoomAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Kind switch
        {
            LiveRoomAddressKind.LiveId => ByLiveIdAsync(address.LiveId, cancellationToken),
            LiveRoomAddressKind.RoomId => ByRoomIdAsync(address.RoomId, "", cancellationToken),
            LiveRoomAddressKind.Reflow => ByShareAsync(address, cancellationToken),
            _ => ByShortLinkAsync(address.Link!, cancellationToken),
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<RoomInfoResult> ByLiveIdAsync(string liveId, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(RoomRequests.Enter(_options.UpstreamUrl, liveId), liveId, "", cancellationToken);
        var refusal = RoomRefusals.Classify(answer, "room API");
        if (refusal is null && answer.LooksLikeHtml)
        {
            refusal = RoomInfoResults.Refused(CloseReason.UpstreamError, "room API: HTML in place of JSON");
        }

        if (refusal is null)
        {
            return RoomAnswerReader.ReadEnter(answer.Body, liveId);
        }

        if (!RoomRefusals.PageMayHelp(answer))
        {
            return refusal;
        }

        var page = await ByPageAsync(liveId, cancellationToken);
        if (page.Card is not null)
        {
            return page;
        }

        // A page that says nothing definite leaves the API's word standing.
        return RoomInfoResults.Refused(
            page.Refusal == CloseReason.UpstreamError ? refusal.Refusal : page.Refusal,
            $"{refusal.Detail}; then {page.Detail}");
    }

    private async Task<RoomInfoResult> ByPageAsync(string liveId, CancellationToken cancellationToken)
    {
        const string source = "live page";
        var uri = RoomRequests.Page(_options.UpstreamUrl, liveId);
        var answer = await GetAsync(uri, liveId, "", cancellationToken);
        var result = ReadPage(answer, liveId);
        if (result is not null)
        {
            return result;
        }

        var challenge = CookieJar.FromSetCookies(answer.SetCookies);
        if (!challenge.IsEmpty)
        {
            // A first request without __ac_nonce may get a challenge page that sets it; the second one succeeds.
            result = ReadPage(await GetAsync(uri, liveId, challenge.ToHeader(), cancellationToken), liveId);
        }

        return result ?? RoomInfoResults.Refused(CloseReason.UpstreamError, $"{source}: no room in it (a challenge, or a page of another shape)");

        static RoomInfoResult? ReadPage(HttpAnswer answer, string liveId) =>
            RoomRefusals.Classify(answer, source) ?? RoomPageReader.Read(answer.Body.Span, liveId);
    }

    private async Task<RoomInfoResult> ByRoomIdAsync(long roomId, string secUid, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(RoomRequests.Reflow(_options.EffectiveReflowUrl, roomId, secUid), "", "", cancellationToken);
        return RoomRefusals.Classify(answer, "reflow API")
            ?? (answer.LooksLikeHtml
                ? RoomInfoResults.Refused(CloseReason.UpstreamError, "reflow API: HTML in place of JSON")
                : RoomAnswerReader.ReadReflow(answer.Body, roomId));
    }

    private async Task<RoomInfoResult> ByShareAsync(LiveRoomAddress address, CancellationToken cancellationToken)
    {
        var shared = await ByRoomIdAsync(address.RoomId, address.SecUid, cancellationToken);

        // The shared broadcast may be over while its anchor holds another.
        return shared.Card is { IsLive: false, LiveId.Length: > 0 } card
            ? await ByLiveIdAsync(card.LiveId, cancellationToken)
            : shared;
    }

    private async Task<RoomInfoResult> ByShortLinkAsync(Uri link, CancellationToken cancellationToken)
    {
        var at = link;
        for (var hop = 0; hop < MaxRedirects; hop++)
        {
            var answer = await GetAsync(at, "", "", cancellationToken);
            if (!answer.IsRedirect)
            {
                return RoomRefusals.Classify(answer, "short link")
                    ?? RoomInfoResults.Refused(CloseReason.RoomNotFound, $"short link: it leads to a page of {at.Host} that names no live room");
            }

            if (answer.Location is not { } next || !MayFollow(next))
            {
                return RoomInfoResults.Refused(CloseReason.UpstreamError, $"short link: it leads to {answer.Location?.Host ?? "nowhere"}, which is not followed");
            }

            if (LiveUrl.ParseUri(next, _options.UpstreamUrl) is { Kind: not LiveRoomAddressKind.ShortLink } address)
            {
                return await GetAsync(address, cancellationToken);
            }

            at = next;
        }

        return RoomInfoResults.Refused(CloseReason.UpstreamError, $"short link: more than {MaxRedirects} redirects");
    }

    private bool MayFollow(Uri next) =>
        string.Equals(next.Authority, _options.UpstreamUrl.Authority, StringComparison.OrdinalIgnoreCase)
        || (next.Scheme is "https" && next.IsDefaultPort && _options.ShortLinkHosts.Contains(next.Host, StringComparer.OrdinalIgnoreCase));

    // A login cookie is for the site that set it: the hosts that a short link leads through do not see it.
    private bool CarriesCookies(Uri uri) =>
        string.Equals(uri.Authority, _options.UpstreamUrl.Authority, StringComparison.OrdinalIgnoreCase)
        || (uri.Scheme is "https" && uri.Host.EndsWith(".douyin.com", StringComparison.OrdinalIgnoreCase));

    private async Task<HttpAnswer> GetAsync(Uri uri, string liveId, string moreCookies, CancellationToken cancellationToken)
    {
        var cookie = CarriesCookies(uri) ? CookieJar.Join(await _cookies.GetAsync(cancellationToken), moreCookies) : "";
        var answer = await _http.SendAsync(Request, uri, cancellationToken);
        if (cookie.Length > 0 && RoomRefusals.IsRiskControl(answer))
        {
            _cookies.Refused(cookie);
        }

        return answer;

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/json,*/*;q=0.8");
            request.Headers.TryAddWithoutValidation("Accept-Language", "zh-CN,zh;q=0.9");
            request.Headers.TryAddWithoutValidation("Referer", RoomRequests.Page(_options.UpstreamUrl, liveId).AbsoluteUri);
            if (cookie.Length > 0)
            {
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
            }

            return request;
        }
    }
}
