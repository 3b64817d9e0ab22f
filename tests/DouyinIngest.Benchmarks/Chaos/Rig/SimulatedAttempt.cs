namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>One attempt of a room to connect.</summary>
internal sealed record SimulatedAttempt(bool Accepted);
