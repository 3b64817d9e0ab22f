namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>One attempt of a room to connect.</summary>
/// <param name="Time">When the simulator saw it, milliseconds.</param>
/// <param name="Accepted">Not refused.</param>
internal sealed record SimulatedAttempt(long Time, bool Accepted);
