using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>A room cannot be followed, or no longer.</summary>
public sealed class LiveRoomException(CloseReason reason, string detail, Exception? inner = null)
    : Exception(detail.Length > 0 ? $"{reason}: {detail}. {Remedies.For(reason)}" : $"{reason}. {Remedies.For(reason)}", inner)
{
    /// <summary>Why.</summary>
    public CloseReason Reason { get; } = reason;

    /// <summary>What was seen, one line; empty when the reason says all.</summary>
    public string Detail { get; } = detail;

    /// <summary>What can be done about it, one sentence.</summary>
    public string Remedy => Remedies.For(Reason);
}
