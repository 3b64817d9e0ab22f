namespace LiveAssistant.Gifts;

/// <summary>One combo of gifts that is to be thanked for.</summary>
/// <param name="ComboId">Whose thanks these are.</param>
/// <param name="UserId">Who gave.</param>
/// <param name="UserName">As the room shows it.</param>
/// <param name="GiftId">What was given.</param>
/// <param name="GiftName">As the room shows it.</param>
/// <param name="Count">How many pieces in all.</param>
internal sealed record Thanks(string ComboId, long UserId, string UserName, long GiftId, string GiftName, long Count)
{
    /// <summary>How often they were tried to be said and surely were not.</summary>
    public int Tries { get; init; }
}
