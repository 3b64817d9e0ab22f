namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The exact number of pieces of one gift combo, or of the single gifts under one key.</summary>
/// <param name="Combo">The key, as in <see cref="OracleEvent.Combo"/>.</param>
/// <param name="Total">Pieces in all, of the offered events.</param>
internal readonly record struct OracleCombo(string Combo, long Total);
