namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What a gift event counts.</summary>
/// <param name="ComboId">The combo.</param>
/// <param name="Name">The gift's name.</param>
/// <param name="Count">Pieces that this event adds.</param>
/// <param name="Total">Pieces in the combo so far.</param>
internal sealed record GiftNumbers(string ComboId, string Name, long Count, long Total);
