using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>What was seen on a session that was just opened. Times are since it was opened.</summary>
internal sealed record SessionSight
{
    /// <summary>When the answer to the first heartbeat came; null: it did not.</summary>
    public TimeSpan? HeartbeatAfter { get; init; }

    /// <summary>When the first frame with messages came; null: none did.</summary>
    public TimeSpan? FrameAfter { get; init; }

    /// <summary>Bytes of that frame, as sent.</summary>
    public int Bytes { get; init; }

    /// <summary>Messages in it.</summary>
    public int Messages { get; init; }

    /// <summary>Why it cannot be read; <see cref="DropReason.None"/> when it can.</summary>
    public DropReason Unreadable { get; init; }

    /// <summary>The session ended before both had come; null: it did not.</summary>
    public CloseReason? Closed { get; init; }

    /// <summary>There is nothing more to wait for.</summary>
    public bool IsWhole => Closed is not null || (HeartbeatAfter is not null && FrameAfter is not null);
}
