using System.Globalization;
using System.Text;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Polls one broadcast over im/fetch: pace, query, signature, cookies, one call under limits; and tells refusals apart.</summary>
/// <param name="parts">What all rooms share.</param>
/// <param name="liveId">Empty for a room that is pinned by its room id.</param>
/// <param name="roomId">19 digits.</param>
/// <param name="socketWanted">Whether the room would rather go by the socket.</param>
/// <param name="routes">Told where the socket is; null: nobody asks.</param>
internal sealed class RoomFetcher(PollingParts parts, string liveId, long roomId, bool socketWanted, RouteHolder? routes) : IRoomFetcher
{
    private TimeSpan? _lastRtt;

    /// <inheritdoc/>
    public async Task<Fetched> FetchAsync(ResumePoint resume, CancellationToken cancellationToken)
    {
        await parts.Pacer.WaitAsync(cancellationToken);
        var rawQuery = FetchUrl.RawQuery(parts.Options, parts.UserAgent, roomId, parts.UserUniqueId, resume, _lastRtt, socketWanted);
        try
        {
            var room = roomId.ToString(CultureInfo.InvariantCulture);
            var signature = await parts.Signer.SignAsync(
                new SignRequest(liveId, room, parts.UserUniqueId, parts.UserAgent, rawQuery, parts.Endpoint.AbsoluteUri), cancellationToken);
            var cookies = signature.Cookies ?? await parts.Cookies.GetAsync(cancellationToken);
            var url = Url(rawQuery, signature);
            var started = parts.Time.GetTimestamp();
            var answer = await parts.Http.SendAsync(() => Request(url, signature, cookies), url, cancellationToken);
            _lastRtt = parts.Time.GetElapsedTime(started);
            return Read(resume, answer, signed: !string.IsNullOrEmpty(signature.Value) || signature.FullUrl is not null);
        }
        catch (SignerException e)
        {
            return Fetched.Refused(resume, CloseReason.SignerFailed, e.Message);
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException)
        {
            // Only what the signer or the cookie jar gave can be malformed; ours was validated at start. Its text may hold a secret.
            return Fetched.Refused(resume, CloseReason.SignerFailed, $"im/fetch: the signer's URL or headers, or the cookies, cannot be sent ({e.GetType().Name})");
        }
    }

    private Fetched Read(ResumePoint asked, HttpAnswer answer, bool signed)
    {
        if (FetchRefusals.Classify(answer, signed) is var (reason, detail))
        {
            return Fetched.Refused(asked, reason, detail);
        }

        var place = FetchedPlace.Read(answer.Body.Span);
        if (place is not null && routes is not null && PushRoutes.Choose(place, parts.Options.PushHosts, parts.Endpoint) is { } route)
        {
            routes.Told = route;
        }

        return new Fetched(asked, default, "", answer.Body, place, parts.Time.GetUtcNow());
    }

    private Uri Url(string rawQuery, Signature signature)
    {
        var url = signature.FullUrl is { } full ? new Uri(full, UriKind.Absolute) : FetchUrl.Whole(parts.Endpoint, rawQuery, signature.Value);
        return url.Scheme is "http" or "https" ? url : throw new UriFormatException("Neither http nor https.");
    }

    private HttpRequestMessage Request(Uri url, Signature signature, string cookies)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        SetHeader(request, "User-Agent", parts.UserAgent);
        SetHeader(request, "Accept", "*/*");
        SetHeader(request, "Referer", new Uri(parts.Endpoint, "/" + liveId).AbsoluteUri);
        if (cookies.Length > 0)
        {
            SetHeader(request, "Cookie", cookies);
        }

        foreach (var (name, value) in signature.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            SetHeader(request, name, value);
        }

        return request;
    }

    // Sent as it is; but nothing may end the line.
    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (!Ascii.IsValid(value) || value.AsSpan().ContainsAny('\r', '\n', '\0') || !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new FormatException("Not a header.");
        }
    }
}
