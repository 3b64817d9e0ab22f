namespace DouyinIngest.Cli.Recordings;

/// <summary>What <c>replay</c> was asked.</summary>
internal sealed record ReplaySettings
{
    /// <summary>The recording.</summary>
    public required string File { get; init; }

    /// <summary>How many times as fast as it happened; 0: as fast as it goes.</summary>
    public double Speed { get; init; } = 1;

    public bool Json { get; init; }

    /// <summary>Stop after so many events; 0: go on.</summary>
    public int Max { get; init; }
}
