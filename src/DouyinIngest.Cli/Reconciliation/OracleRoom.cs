namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What was true in one broadcast.</summary>
/// <param name="RoomId">19 digits.</param>
/// <param name="Events">In the order in which they happened; sticky state included.</param>
/// <param name="Combos">Every gift combo that has an event at or after <paramref name="OfferedFrom"/>.</param>
/// <param name="OfferedFrom">
/// Index in <paramref name="Events"/> of the first one offered to the room's first connection: what was before it nobody could have received.
/// The number of events when the room never had a connection.
/// </param>
internal sealed record OracleRoom(long RoomId, IReadOnlyList<OracleEvent> Events, IReadOnlyList<OracleCombo> Combos, int OfferedFrom);
