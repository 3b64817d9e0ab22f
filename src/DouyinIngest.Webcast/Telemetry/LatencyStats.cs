namespace DouyinIngest.Webcast.Telemetry;

/// <summary>
/// From the server's clock in a frame to the moment when an event of it reaches the application: a snapshot of all events so far. The two clocks
/// may differ: what would be below zero counts as zero.
/// </summary>
public sealed record LatencyStats
{
    /// <summary>Events that were measured; those of frames without a time are not.</summary>
    public required long Count { get; init; }

    /// <summary>Of the last event.</summary>
    public required TimeSpan Last { get; init; }

    /// <summary>Half of the events took no longer; exact to 1/32. Zero while there are none.</summary>
    public required TimeSpan P50 { get; init; }

    /// <summary>99 of 100 events took no longer; exact to 1/32. Zero while there are none.</summary>
    public required TimeSpan P99 { get; init; }
}
