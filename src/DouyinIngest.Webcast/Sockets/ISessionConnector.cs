using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Opens sessions to one room. Tests script it; the real one speaks WebSocket.</summary>
internal interface ISessionConnector
{
    /// <summary>Opens a session that goes on from <paramref name="resume"/>. A refusal is a result, not an exception.</summary>
    ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken);
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
