namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The exact number of pieces of one gift combo (a gift without a combo is a combo of its own).</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="ComboId">The id that every event of the combo carries.</param>
/// <param name="Total">Pieces in all.</param>
internal readonly record struct OracleCombo(long RoomId, string ComboId, long Total);
