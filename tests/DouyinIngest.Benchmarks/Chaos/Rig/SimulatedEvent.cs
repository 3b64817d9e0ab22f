namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>One true event.</summary>
internal sealed record SimulatedEvent(string Id, string Kind, long Time, bool Offered, bool Repeated, string UserId, SimulatedGift? Gift);
