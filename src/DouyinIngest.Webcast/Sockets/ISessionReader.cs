using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Reads the sessions of one room, one after the other: the loop of the path.</summary>
internal interface ISessionReader
{
    /// <summary>Where the next session goes on. Asked before every connect.</summary>
    ResumePoint Resume { get; }

    /// <summary>Reads until the session ends and says why. Does not dispose the session.</summary>
    /// <param name="session">The open session.</param>
    /// <param name="proveAlive">Called at the first frame: from then on the connection counts as working and its back-off begins anew.</param>
    /// <param name="stoppingToken">The room's life.</param>
    Task<CloseReason> ReadAsync(ISession session, Action proveAlive, CancellationToken stoppingToken);
}
