using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>What one frame came to.</summary>
internal readonly record struct FrameOutcome
{
    /// <summary>The frame cannot be read, for this reason; <see cref="DropReason.None"/> for a readable one.</summary>
    public DropReason Unreadable { get; init; }

    /// <summary>In order; null for a frame that carries none.</summary>
    public List<LiveEvent>? Events { get; init; }

    /// <summary>The upstream's clock when it sent the events, milliseconds since the Unix epoch; 0 when not told, and without events.</summary>
    public long ServerTime { get; init; }

    /// <summary>To be sent when the events were consumed; null when the upstream wants none.</summary>
    public byte[]? Ack { get; init; }

    /// <summary>Where a new session goes on once the events were consumed; null: unchanged.</summary>
    public ResumePoint? Resume { get; init; }

    /// <summary>The session ends with this frame.</summary>
    public CloseReason? End { get; init; }
}
