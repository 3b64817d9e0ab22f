namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Which part of topics is read.</summary>
/// <param name="From">By the records' timestamps; null: the beginning.</param>
/// <param name="To">The first time that is left out; null: the present end.</param>
/// <param name="Uncommitted">Shows what transactions have not committed, too.</param>
internal sealed record ScanRange(DateTimeOffset? From = null, DateTimeOffset? To = null, bool Uncommitted = false);
