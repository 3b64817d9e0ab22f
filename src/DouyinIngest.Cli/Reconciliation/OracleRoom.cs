namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What was true in one broadcast.</summary>
/// <param name="RoomId">19 digits.</param>
/// <param name="Events">In the order in which they happened; sticky state included.</param>
/// <param name="Combos">Every gift combo that has an offered event.</param>
internal sealed record OracleRoom(long RoomId, IReadOnlyList<OracleEvent> Events, IReadOnlyList<OracleCombo> Combos);
