using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>The connector's policy: the same wait each time, and an end after so many failures in a row.</summary>
/// <param name="maxRetries">The failure with this number is the last one; nothing is tried after it.</param>
/// <param name="delay">The wait between two attempts.</param>
internal sealed class FixedDelayPolicy(int maxRetries, TimeSpan delay) : IReconnectPolicy
{
    /// <inheritdoc/>
    public TimeSpan? NextDelay(int failures, CloseReason reason) => failures < maxRetries ? delay : null;
}
