using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.World;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace DouyinIngest.Simulator.Push;

/// <summary>The handshake of both socket profiles, and its refusals.</summary>
internal sealed class PushEndpoint(SessionContext context, Rooms rooms, Sessions sessions, Disruptions disruptions, ConnectLog connects)
{
    private const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Profile push-v2: room id, signature and cursor in the query.</summary>
    public Task PushAsync(HttpContext http) => HandshakeAsync(http, appId: null);

    /// <summary>Profile im-v1: with an app id, which may have to be an admitted one.</summary>
    public Task ImAsync(HttpContext http)
    {
        var appId = http.Request.Query["app_id"].ToString();
        if (context.Options.AllowedAppIds.Count > 0 && !context.Options.AllowedAppIds.Contains(appId, StringComparer.Ordinal))
        {
            Refused(0);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return HandshakeAsync(http, appId);
    }

    private async Task HandshakeAsync(HttpContext http, string? appId)
    {
        var upgrade = http.Features.Get<IHttpUpgradeFeature>();
        var key = http.Request.Headers.SecWebSocketKey.ToString();
        if (upgrade is not { IsUpgradableRequest: true } || key.Length == 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var query = http.Request.Query;
        _ = long.TryParse(query["room_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var roomId);
        var broadcast = rooms.FindBroadcast(roomId);
        var room = rooms.FindByRoomId(roomId);
        if (Refuse(http, room?.LiveId ?? 0, roomId, unsigned: string.IsNullOrEmpty(query["signature"])))
        {
            Refused(room?.LiveId ?? 0);
            return;
        }

        var app = appId is null ? null : context.Counters.App(appId);
        if (app?.TryUp(LimitOf(appId!)) == false)
        {
            Refused(room?.LiveId ?? 0);
            Answer(http, StatusCodes.Status200OK, "CREDENTIAL_QUOTA_EXCEEDED", "429");
            return;
        }

        // Before the answer goes out: who has it finds the attempt noted.
        connects.Note(room?.LiveId ?? 0, accepted: true);
        try
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.SecWebSocketAccept = Accept(key);
            await using var stream = await upgrade.UpgradeAsync();
            using var session = new PushSession(context, new WebSocketWire(stream), room, broadcast, query["cursor"], () => Reset(http));
            await ServeAsync(session, http.RequestAborted);
        }
        finally
        {
            app?.Down();
        }
    }

    private int? LimitOf(string appId)
        => context.Options.CredentialLimits.TryGetValue(appId, out var limit) ? limit : context.Options.CredentialLimit;

    private void Refused(long liveId)
    {
        context.Counters.RefusedOne();
        connects.Note(liveId, accepted: false);
    }

    private async Task ServeAsync(PushSession session, CancellationToken cancellationToken)
    {
        context.Counters.Connected();
        context.Counters.Open.Up();
        disruptions.Connected(session.LiveId);
        sessions.Add(session);
        try
        {
            await session.RunAsync(cancellationToken);
        }
        finally
        {
            sessions.Remove(session);
            disruptions.Ended(session);
            context.Counters.Open.Down();
        }
    }

    private bool Refuse(HttpContext http, long liveId, long roomId, bool unsigned)
    {
        if (disruptions.Refusal() is { } status)
        {
            Answer(http, status);
            return true;
        }

        var kind = context.Options.SignatureRequired && unsigned
            ? FaultKind.Blocked
            : context.Faults.OnRequest(FaultPoint.Connect, liveId, roomId)?.Kind;
        switch (kind)
        {
            case null:
                return false;
            case FaultKind.Blocked:
                Answer(http, StatusCodes.Status200OK);
                break;
            case FaultKind.Forbidden:
                Answer(http, StatusCodes.Status403Forbidden);
                break;
            case FaultKind.TooMany:
                Answer(http, StatusCodes.Status429TooManyRequests);
                break;
            default:
                Answer(http, StatusCodes.Status502BadGateway);
                break;
        }

        return true;
    }

    // The gateway's own refusals come as 200 with a word and a number.
    private static void Answer(HttpContext http, int status, string message = "DEVICE_BLOCKED", string code = "415")
    {
        http.Response.StatusCode = status;
        http.Response.ContentLength = 0;
        if (status == StatusCodes.Status200OK)
        {
            http.Response.Headers["Handshake-Msg"] = message;
            http.Response.Headers["Handshake-Status"] = code;
        }
    }

    // SHA-1 is what RFC 6455 asks for; it protects nothing here.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Salt)));
#pragma warning restore CA5350

    private static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }

        http.Abort();
    }
}
