namespace DouyinIngest.Simulator.Truth;

/// <summary>The exact total of one gift combo, or of the single gifts under one key.</summary>
/// <param name="UserId">Who gave.</param>
/// <param name="ToUserId">Who received; 0 = the anchor.</param>
/// <param name="GiftId">Gift id.</param>
/// <param name="GroupId">group_id.</param>
/// <param name="Total">Pieces.</param>
/// <param name="Value">Diamonds.</param>
/// <param name="Ended">An end was sent.</param>
/// <param name="Combo">Counted up by progress; false: each message counted by itself.</param>
/// <param name="Messages">How many messages told of it.</param>
internal sealed record OracleCombo(
    long UserId, long ToUserId, long GiftId, long GroupId, long Total, long Value, bool Ended, bool Combo, int Messages);
