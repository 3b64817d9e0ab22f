using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Reports each failure before the policy decides on it.</summary>
internal sealed class RetryReporter(IReconnectPolicy policy, Action<int, CloseReason> failed) : IReconnectPolicy
{
    public TimeSpan? NextDelay(int failures, CloseReason reason)
    {
        failed(failures, reason);
        return policy.NextDelay(failures, reason);
    }
}
