using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Opens the WebSockets of one broadcast: pacing, query, signature, cookies, handshake; and tells refusals apart.</summary>
internal sealed class WebSocketSessionConnector(
    SessionConnectorParts parts,
    string liveId,
    long roomId,
    string? credential,
    IWebcastListener listener,
    RouteHolder? routes = null) : ISessionConnector
{
    private const string DefaultCredential = "default";

    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        var options = parts.Options;
        if (AppId() is not { } appId)
        {
            return ConnectResult.Refused(CloseReason.CredentialUnknown, $"the credential '{credential}' has no app id here");
        }

        await parts.Pacer.WaitAsync(stoppingToken);
        var route = options.Url is null && !SocketUrl.IsImV1(options) ? routes?.Told : null;
        var rawQuery = SocketUrl.RawQuery(options, roomId, parts.UserUniqueId, resume, parts.Time.GetUtcNow(), appId, route);
        try
        {
            var room = roomId.ToString(CultureInfo.InvariantCulture);
            var signature = await parts.Signer.SignAsync(new SignRequest(liveId, room, parts.UserUniqueId, options.UserAgent, rawQuery), stoppingToken);
            var cookies = signature.Cookies ?? await CookiesAsync(stoppingToken);
            var result = await OpenAsync(options, rawQuery, signature, cookies, route, stoppingToken);
            if (result.Session is null && route is not null)
            {
                // The profile's own endpoint is next, until an answer names one again.
                routes!.Told = null;
            }

            if (signature.Cookies is null && result is { Session: null, Reason: CloseReason.DeviceBlocked or CloseReason.Forbidden })
            {
                parts.Cookies.Refused(cookies);
            }

            return result;
        }
        catch (SignerException e)
        {
            return ConnectResult.Refused(CloseReason.SignerFailed, e.Message);
        }
    }

    // Only im-v1 carries an app id. Another's in its place would use a quota that the room is not counted to.
    private string? AppId() => credential is null or DefaultCredential || !SocketUrl.IsImV1(parts.Options) ? parts.Options.AppId
        : parts.Options.AppIds.TryGetValue(credential, out var appId) ? appId
        : null;

    // Whoever had to wait for them waited together with every other room. They line up again, or all of them would open at once.
    private async ValueTask<string> CookiesAsync(CancellationToken stoppingToken)
    {
        var asked = parts.Cookies.GetAsync(stoppingToken);
        if (asked.IsCompletedSuccessfully)
        {
            return await asked;
        }

        var cookies = await asked;
        await parts.Pacer.WaitAsync(stoppingToken);
        return cookies;
    }

    private async Task<ConnectResult> OpenAsync(
        SocketOptions options, string rawQuery, Signature signature, string cookies, SocketRoute? route, CancellationToken stoppingToken)
    {
        try
        {
            using var request = Request(options, rawQuery, signature, cookies, route);
            using var handshake = new WebSocketHandshake(options.ConnectTimeout);
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, parts.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, deadline.Token);
            var answer = await handshake.OpenAsync(request, either.Token);
            if (answer.Socket is not { } socket)
            {
                var signed = !string.IsNullOrEmpty(signature.Value) || signature.FullUrl is not null;
                var (reason, detail) = Refusals.Classify(answer.Status, answer.Message, answer.Code, signed);
                return ConnectResult.Refused(reason, detail);
            }

            return ConnectResult.Opened(
                new WebSocketSession(socket, answer.Connection, options.HeartbeatInterval, options.MessageTimeout, options.MaxMessageBytes, listener, parts.Time));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException && stoppingToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return ConnectResult.Refused(CloseReason.Network, $"no answer within {options.ConnectTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (Exception e) when (e is HttpRequestException or WebSocketException)
        {
            return ConnectResult.Refused(SocketFailure.Reason(e), SocketFailure.Words(e));
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException or InvalidOperationException)
        {
            // Only what the signer or the cookie jar gave can be malformed; ours was validated at start. Its text may hold a secret.
            return ConnectResult.Refused(CloseReason.SignerFailed, $"the signer's URL or headers, or the cookies, cannot be sent ({e.GetType().Name})");
        }
    }

    private static HttpRequestMessage Request(SocketOptions options, string rawQuery, Signature signature, string cookies, SocketRoute? route)
    {
        var url = signature.FullUrl is { } full ? new Uri(full, UriKind.Absolute) : SocketUrl.Whole(options, rawQuery, signature.Value, route);
        if (url.Scheme is not ("ws" or "wss"))
        {
            throw new UriFormatException("Neither ws nor wss.");
        }

        var request = new HttpRequestMessage(HttpMethod.Get, url);
        SetHeader(request, "User-Agent", options.UserAgent);
        SetHeader(request, "Origin", "https://live.douyin.com");
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

    // Sent as it is, so that a User-Agent or a cookie is not taken apart; but nothing may end the line.
    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (!Ascii.IsValid(value) || value.AsSpan().ContainsAny('\r', '\n', '\0') || !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new FormatException("Not a header.");
        }
    }
}
