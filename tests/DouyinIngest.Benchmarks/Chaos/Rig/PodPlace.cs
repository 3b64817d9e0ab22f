namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>Where a pod runs and what it reaches.</summary>
/// <param name="Number">From 0; a pod started later has a new one.</param>
/// <param name="Port">Of its health and metrics.</param>
/// <param name="Brokers">Bootstrap servers, perhaps through a proxy.</param>
/// <param name="Upstream">The simulator, perhaps through a proxy.</param>
internal sealed record PodPlace(int Number, int Port, string Brokers, Uri Upstream);
