using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Opens the pushing of one broadcast: its tasks at the platform, and its place among those that take pushes.</summary>
internal sealed class PushSessionConnector(PushConnectorParts parts, SessionTarget target, IWebcastListener listener) : ISessionConnector
{
    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        if (!parts.HasWebhook)
        {
            return ConnectResult.Refused(CloseReason.PushNotConfigured, "the assignment says push, and this instance has no webhook (Push:Port)");
        }

        if (parts.Apps.Find(target.Credential, out var missing) is not { } app)
        {
            return ConnectResult.Refused(CloseReason.PushNotConfigured, missing);
        }

        // Before its tasks: what they push from the first moment on has a place to go.
        var session = new PushSession(target.RoomId, parts.Rooms, parts.Events, listener);
        if (!parts.Rooms.TryAdd(target.RoomId, session))
        {
            await session.DisposeAsync();
            return ConnectResult.Refused(CloseReason.PushNotConfigured, $"another assignment takes the pushes of broadcast {target.RoomId}");
        }

        var kept = false;
        try
        {
            var (refused, running) = await parts.Tasks.StartAsync(app, target.RoomId, stoppingToken);
            if (refused is not null)
            {
                return ConnectResult.Refused(refused.Refusal!.Value, refused.Detail);
            }

            var roomId = target.RoomId;
            session.Attend((own, token) => parts.Tasks.AttendAsync(app, roomId, running, own, token));
            kept = true;
            return ConnectResult.Opened(session);
        }
        finally
        {
            if (!kept)
            {
                await session.DisposeAsync();
            }
        }
    }
}

/// <summary>What the connectors of all pushed rooms share.</summary>
internal sealed record PushConnectorParts(PushApps Apps, PushTasks Tasks, PushRooms Rooms, PushEventReader Events, bool HasWebhook);
