namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>A true gap: what nobody was sent afterwards.</summary>
/// <param name="Room">The broadcast.</param>
/// <param name="Cause">Why.</param>
/// <param name="From">Server time of the place that the connection had, milliseconds.</param>
/// <param name="To">When it was answered, milliseconds.</param>
/// <param name="NeverSent">How many of the events were on no socket before either.</param>
/// <param name="Events">Their ids.</param>
internal sealed record SimulatedGap(string Room, string Cause, long From, long To, int NeverSent, IReadOnlyList<string> Events);
