using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Opens the WebSockets of one broadcast: pacing, query, signature, cookies, handshake; and tells refusals apart.</summary>
internal sealed class WebSocketSessionConnector(
    SessionConnectorParts parts,
    string liveId,
    long roomId,
    IWebcastListener listener) : ISessionConnector
{
    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        await parts.Pacer.WaitAsync(stoppingToken);
        var options = parts.Options;
        var rawQuery = SocketUrl.RawQuery(options, roomId, parts.UserUniqueId, resume, parts.Time.GetUtcNow());
        try
        {
            var room = roomId.ToString(CultureInfo.InvariantCulture);
            var signature = await parts.Signer.SignAsync(new SignRequest(liveId, room, parts.UserUniqueId, options.UserAgent, rawQuery), stoppingToken);
            var cookies = signature.Cookies ?? await parts.Cookies.GetAsync(stoppingToken);
            return await OpenAsync(options, rawQuery, signature, cookies, stoppingToken);
        }
        catch (SignerException e)
        {
            return ConnectResult.Refused(CloseReason.SignerFailed, e.Message);
        }
    }

    private async Task<ConnectResult> OpenAsync(SocketOptions options, string rawQuery, Signature signature, string cookies, CancellationToken stoppingToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            var url = Prepare(socket, options, rawQuery, signature, cookies);
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, parts.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, deadline.Token);
            await socket.ConnectAsync(url, parts.Http, either.Token);
            var session = new WebSocketSession(socket, options.HeartbeatInterval, options.MessageTimeout, options.MaxMessageBytes, listener, parts.Time);
            socket = null;
            return ConnectResult.Opened(session);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException && stoppingToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return ConnectResult.Refused(CloseReason.Network, $"no answer within {options.ConnectTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (WebSocketException e)
        {
            return Refused(socket!, e, signed: !string.IsNullOrEmpty(signature.Value) || signature.FullUrl is not null);
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException or InvalidOperationException)
        {
            // Only what the signer or the cookie jar gave can be malformed; ours was validated at start. Its text may hold a secret.
            return ConnectResult.Refused(CloseReason.SignerFailed, $"the signer's URL or headers, or the cookies, cannot be sent ({e.GetType().Name})");
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static Uri Prepare(ClientWebSocket socket, SocketOptions options, string rawQuery, Signature signature, string cookies)
    {
        var web = socket.Options;
        web.CollectHttpResponseDetails = true;
        web.KeepAliveInterval = Timeout.InfiniteTimeSpan; // the heartbeat is ours; a timer per socket is saved
        web.SetRequestHeader("User-Agent", options.UserAgent);
        web.SetRequestHeader("Origin", "https://live.douyin.com");
        if (cookies.Length > 0)
        {
            web.SetRequestHeader("Cookie", cookies);
        }

        foreach (var (name, value) in signature.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            web.SetRequestHeader(name, value);
        }

        return signature.FullUrl is { } full ? new Uri(full, UriKind.Absolute) : SocketUrl.Whole(options, rawQuery, signature.Value);
    }

    private static ConnectResult Refused(ClientWebSocket socket, WebSocketException exception, bool signed)
    {
        if (socket.HttpResponseHeaders is not null && socket.HttpStatusCode != HttpStatusCode.SwitchingProtocols)
        {
            var (reason, detail) = Refusals.Classify(socket.HttpStatusCode, Header(socket, "Handshake-Msg"), Header(socket, "Handshake-Status"), signed);
            return ConnectResult.Refused(reason, detail);
        }

        var failure = SocketFailure.Reason(exception);
        return ConnectResult.Refused(failure, SocketFailure.Words(exception));
    }

    private static string Header(ClientWebSocket socket, string name)
        => socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out var values) ? string.Join(',', values) : "";
}
