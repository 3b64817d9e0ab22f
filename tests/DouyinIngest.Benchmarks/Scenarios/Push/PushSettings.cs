namespace DouyinIngest.Benchmarks.Scenarios.Push;

/// <summary>What a run of pushes is like.</summary>
internal sealed record PushSettings
{
    public required string TopicPrefix { get; init; }

    public int Pods { get; init; } = 3;

    public int Rooms { get; init; } = 6;

    public long Events { get; init; } = 10_000;

    public double EventsPerSecond { get; init; } = 250;

    public double Repeats { get; init; } = 0.05;

    public double Forged { get; init; } = 0.01;

    public double Stale { get; init; } = 0.01;

    /// <summary>The share of gift pushes that only the list of missed ones brings.</summary>
    public double Missed { get; init; } = 0.02;

    /// <summary>How long the broker is away in the middle; zero: it stays.</summary>
    public TimeSpan Away { get; init; }
}
