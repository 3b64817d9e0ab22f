namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>simulate</c> was asked.</summary>
internal sealed record SimulateSettings
{
    /// <summary>0: any free one.</summary>
    public int Port { get; init; }

    public int Rooms { get; init; } = 20;

    /// <summary>Events per second, all rooms together.</summary>
    public int Rate { get; init; } = 2000;

    public int Seed { get; init; } = 1;

    /// <summary>A fault plan; null: none.</summary>
    public string? Faults { get; init; }

    /// <summary>A recording that is one more room; null: none.</summary>
    public string? Recording { get; init; }

    /// <summary>How many times as fast the recording is played; 0: all at once.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long a broadcast lasts before it ends and the next begins; null: without end.</summary>
    public TimeSpan? Broadcast { get; init; }
}
