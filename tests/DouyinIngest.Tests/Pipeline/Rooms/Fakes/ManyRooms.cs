using System.Collections.Concurrent;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>The far end of many rooms: every connect opens a session of its own, which is kept by live id.</summary>
internal sealed class ManyRooms(TimeProvider time) : ISessionConnectorFactory
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ScriptedSession>> _sessions = new(StringComparer.Ordinal);

    public IReadOnlyList<ScriptedSession> Of(string liveId) => _sessions.TryGetValue(liveId, out var sessions) ? [.. sessions] : [];

    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener) => new Connector(_sessions.GetOrAdd(target.LiveId, _ => new()), time);

    private sealed class Connector(ConcurrentQueue<ScriptedSession> sessions, TimeProvider time) : ISessionConnector
    {
        public ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
        {
            var session = new ScriptedSession(time);
            sessions.Enqueue(session);
            return ValueTask.FromResult(ConnectResult.Opened(session));
        }
    }
}
