namespace DouyinIngest.Pipeline.Outbound;

/// <summary>The lines of one key, in the order of their offsets.</summary>
internal sealed class OutboundLane(int partition)
{
    public int Partition { get; } = partition;

    public Queue<TrackedLine> Lines { get; } = new();

    /// <summary>No line is said before.</summary>
    public TimeSpan NextAt { get; set; }
}
