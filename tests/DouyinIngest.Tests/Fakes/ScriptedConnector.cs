using System.Collections.Concurrent;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Fakes;

/// <summary>Plays the far end of connects: a list of sessions, refusals and exceptions, one for each attempt; the last one repeats.</summary>
internal sealed class ScriptedConnector : ISessionConnector, ISessionConnectorFactory
{
    private readonly List<Func<CancellationToken, Task<ConnectResult>>> _attempts = [];
    private readonly ConcurrentQueue<ResumePoint> _resumes = new();

    /// <summary>Where each attempt was asked to go on.</summary>
    public IReadOnlyList<ResumePoint> Resumes => [.. _resumes];

    public int Attempts => _resumes.Count;

    public (string LiveId, long RoomId) MadeFor { get; private set; }

    /// <summary>After which reasons it goes on at once; never by itself.</summary>
    public Func<CloseReason, bool> AtOnce { get; set; } = _ => false;

    /// <summary>How often it was let go.</summary>
    public int LetGo { get; private set; }

    /// <summary>How the last room was to be followed.</summary>
    public RoomTransport Transport { get; private set; }

    /// <summary>Whom a real session would tell what it reads.</summary>
    public IWebcastListener? Listener { get; private set; }

    public ScriptedConnector Opens(ISession session) => Add(_ => Task.FromResult(ConnectResult.Opened(session)));

    public ScriptedConnector Refuses(CloseReason reason, string detail = "") => Add(_ => Task.FromResult(ConnectResult.Refused(reason, detail)));

    public ScriptedConnector Throws(Exception exception) => Add(_ => Task.FromException<ConnectResult>(exception));

    public ScriptedConnector Hangs() => Add(async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        return default;
    });

    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener)
    {
        MadeFor = (target.LiveId, target.RoomId);
        Listener = listener;
        Transport = target.Transport;
        return this;
    }

    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        stoppingToken.ThrowIfCancellationRequested();
        var attempt = _attempts[Math.Min(_resumes.Count, _attempts.Count - 1)];
        _resumes.Enqueue(resume);
        return await attempt(stoppingToken);
    }

    public bool GoesOnAtOnce(CloseReason reason) => AtOnce(reason);

    public ValueTask LetGoAsync()
    {
        LetGo++;
        return ValueTask.CompletedTask;
    }

    private ScriptedConnector Add(Func<CancellationToken, Task<ConnectResult>> attempt)
    {
        _attempts.Add(attempt);
        return this;
    }
}
