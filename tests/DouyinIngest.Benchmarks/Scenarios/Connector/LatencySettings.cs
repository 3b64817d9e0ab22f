namespace DouyinIngest.Benchmarks.Scenarios.Connector;

/// <summary>What one latency run is asked to do.</summary>
/// <param name="Rooms">How many, with a connector each.</param>
/// <param name="Rate">Events per second, all rooms together.</param>
/// <param name="Length">For how long it is measured.</param>
internal sealed record LatencySettings(int Rooms, double Rate, TimeSpan Length)
{
    /// <summary>Not measured: sockets open, code is compiled.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(5);
}
