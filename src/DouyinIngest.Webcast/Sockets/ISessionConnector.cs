using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Opens sessions to one room. Tests script it; the real one speaks WebSocket.</summary>
internal interface ISessionConnector
{
    /// <summary>Opens a session that goes on from <paramref name="resume"/>. A refusal is a result, not an exception.</summary>
    ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken);

    /// <summary>
    /// The last attempt was refused, or its session ended, for <paramref name="reason"/>. True: the next one goes another way, so there is nothing to wait
    /// for, and the one before counts as no failure. Asked once after each attempt.
    /// </summary>
    bool GoesOnAtOnce(CloseReason reason) => false;

    /// <summary>Lets go of what it holds between two sessions; called when nobody will connect for now. It can connect again.</summary>
    ValueTask LetGoAsync() => ValueTask.CompletedTask;
}

/// <summary>A session, or why there is none.</summary>
/// <param name="Session">The open session; the caller disposes it. Null when refused.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Detail">One bounded line for an operator: what was seen, without secrets.</param>
internal readonly record struct ConnectResult(ISession? Session, CloseReason Reason, string Detail)
{
    public static ConnectResult Opened(ISession session) => new(session, default, "");

    public static ConnectResult Refused(CloseReason reason, string detail) => new(null, reason, detail);
}
