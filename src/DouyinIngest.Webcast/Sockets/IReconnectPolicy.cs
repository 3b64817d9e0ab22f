using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>How long to wait after a session ended or was refused. A pure decision.</summary>
internal interface IReconnectPolicy
{
    /// <param name="failures">Attempts in a row that did not prove themselves by a first frame, this one included; 1 or more.</param>
    /// <param name="reason">Why this one ended.</param>
    /// <returns>The wait, or null: give up.</returns>
    TimeSpan? NextDelay(int failures, CloseReason reason);
}
