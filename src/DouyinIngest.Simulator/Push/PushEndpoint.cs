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
internal sealed class PushEndpoint(SessionContext context, Rooms rooms, Sessions sessions)
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
            context.Counters.RefusedOne();
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
            context.Counters.RefusedOne();
            return;
        }

        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketAccept = Accept(key);
        await using var stream = await upgrade.UpgradeAsync();
        using var session = new PushSession(context, new WebSocketWire(stream), room, broadcast, query["cursor"], () => Reset(http));
        await ServeAsync(session, appId, http.RequestAborted);
    }

    private async Task ServeAsync(PushSession session, string? appId, CancellationToken cancellationToken)
    {
        var app = appId is null ? null : context.Counters.App(appId);
        context.Counters.Connected();
        context.Counters.Open.Up();
        app?.Up();
        sessions.Add(session);
        try
        {
            await session.RunAsync(cancellationToken);
        }
        finally
        {
            sessions.Remove(session);
            app?.Down();
            context.Counters.Open.Down();
        }
    }

    private bool Refuse(HttpContext http, long liveId, long roomId, bool unsigned)
    {
        var kind = context.Options.SignatureRequired && unsigned
            ? FaultKind.Blocked
            : context.Faults.OnRequest(FaultPoint.Connect, liveId, roomId)?.Kind;
        switch (kind)
        {
            case null:
                return false;
            case FaultKind.Blocked:
                http.Response.Headers["Handshake-Msg"] = "DEVICE_BLOCKED";
                http.Response.Headers["Handshake-Status"] = "415";
                break;
            case FaultKind.Forbidden:
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                break;
            case FaultKind.TooMany:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status502BadGateway;
                break;
        }

        http.Response.ContentLength = 0;
        return true;
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
