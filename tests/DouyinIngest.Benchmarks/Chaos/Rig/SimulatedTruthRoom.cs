namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>All that happened in a broadcast, in order.</summary>
internal sealed record SimulatedTruthRoom(string Room, string LiveId, IReadOnlyList<SimulatedEvent> Events, IReadOnlyList<SimulatedCombo> Combos);
