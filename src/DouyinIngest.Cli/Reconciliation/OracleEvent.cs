using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>One event that was true, as the upstream's own bookkeeping tells it.</summary>
/// <param name="EventId">The id that it must have on the topics.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Offered">
/// Whether whoever connected with the room's first connection, and missed nothing since, has been shown it: what was before that nobody could have received.
/// </param>
/// <param name="Combo">The key of the gift combo that it belongs to, in the oracle's own words; empty for everything but gifts.</param>
/// <param name="Facts">What it says, see <see cref="FactsHash"/>; null when that is not known.</param>
internal readonly record struct OracleEvent(string EventId, EventKind Kind, bool Offered = true, string Combo = "", int? Facts = null);
