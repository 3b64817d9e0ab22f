namespace DouyinIngest.Simulator.Truth;

/// <summary>What one message truly says, told by whoever made it (never by decoding it again).</summary>
/// <param name="Kind">The kind; <see cref="OracleKind.None"/> makes no event.</param>
/// <param name="UserId">Who did it; 0 when nobody.</param>
/// <param name="Content">Chat text; share target; null otherwise.</param>
/// <param name="Variant">Chat variant (0 plain, 1 emoji, 2 screen, 3 privilege screen, 4 audio, 5 lucky bag) or action code.</param>
/// <param name="Count">Like burst; gift cumulative; online count of enter and room events.</param>
/// <param name="Total">Room total of likes, shares, follows or viewers.</param>
/// <param name="Gift">The gift part; null for other kinds.</param>
internal readonly record struct EventFacts(
    OracleKind Kind, long UserId = 0, string? Content = null, long Variant = 0, long Count = 0, long Total = 0, GiftFacts? Gift = null);
