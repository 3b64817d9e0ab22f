namespace DouyinIngest.Simulator.Faults;

/// <summary>One planned fault.</summary>
internal sealed record FaultRule
{
    public required FaultKind Kind { get; init; }

    /// <summary>So many chances (frames, connects, requests) pass clean before each firing.</summary>
    public long After { get; init; }

    /// <summary>Probability per chance, instead of <see cref="After"/>; null when counted.</summary>
    public double? Rate { get; init; }

    /// <summary>How many times it fires; null: without end.</summary>
    public long? Times { get; init; }

    /// <summary>How long a stall or slow frame lasts.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of an oversize message, or inflated bytes of a bomb.</summary>
    public long Size { get; init; } = 64L << 20;

    /// <summary>Live id or room id that it is confined to; null: any.</summary>
    public long? Room { get; init; }

    /// <summary>It spoils every transmission of the frame that it hit, not only the first.</summary>
    public bool Sticky { get; init; }

    /// <summary>Fires by count, the chances after the first firing strike at once (connect=2,times=3 → the 2nd, 3rd and 4th).</summary>
    public bool InARow { get; init; }
}
