using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// The long-lived intention to have a session to one broadcast: connect, let the reader read, wait, again. The only writer of its <see cref="State"/>.
/// </summary>
internal sealed class RoomConnection(
    ISessionConnector connector,
    ISessionReader reader,
    IReconnectPolicy policy,
    IWebcastListener listener,
    TimeProvider time,
    ILogger logger)
{
    public ConnectionState State { get; private set; }

    /// <summary>Why the last attempt was refused or ended; null before the first.</summary>
    public CloseReason? LastReason { get; private set; }

    /// <summary>One line on the last refusal, for an operator.</summary>
    public string LastDetail { get; private set; } = "";

    /// <summary>Sessions opened after the first.</summary>
    public int Reconnects { get; private set; }

    /// <summary>
    /// Runs until stopped, until the broadcast is over (BroadcastEnded, RoomNotFound, RoomOffline), or until the policy gives up; says which.
    /// </summary>
    public Task<CloseReason> RunAsync(CancellationToken stoppingToken) 
        => throw new NotSupportedException($"seam: to be filled {connector}{reader}{policy}{listener}{time}{logger}{stoppingToken.CanBeCanceled}");
}
