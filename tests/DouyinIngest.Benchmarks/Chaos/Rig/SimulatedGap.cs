namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>A true gap: what nobody was sent afterwards.</summary>
internal sealed record SimulatedGap(string Room, string Cause, int NeverSent, IReadOnlyList<string> Events);
