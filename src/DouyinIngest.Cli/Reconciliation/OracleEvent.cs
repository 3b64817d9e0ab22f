using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>One event that was true, as the upstream's own bookkeeping tells it.</summary>
/// <param name="EventId">The id that it must have on the topics.</param>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Kind">What it is about.</param>
internal readonly record struct OracleEvent(string EventId, long RoomId, EventKind Kind);
