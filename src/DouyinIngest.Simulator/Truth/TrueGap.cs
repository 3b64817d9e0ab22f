namespace DouyinIngest.Simulator.Truth;

/// <summary>What a connection was not given and nobody was sent afterwards.</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Cause">Why.</param>
/// <param name="From">Server time of the place that the connection had, milliseconds.</param>
/// <param name="To">When it was answered.</param>
/// <param name="NeverSent">How many of the events were on no socket before either.</param>
/// <param name="Events">The ids, in order; never empty.</param>
internal sealed record TrueGap(long RoomId, GapCause Cause, long From, long To, int NeverSent, IReadOnlyList<string> Events);
