namespace DouyinIngest.Simulator.Truth;

/// <summary>The gift part of one gift message.</summary>
/// <param name="GiftId">Gift id.</param>
/// <param name="ToUserId">Who receives it; 0 = the anchor.</param>
/// <param name="GroupId">group_id; repeats across users.</param>
/// <param name="Diamonds">Price of one piece.</param>
/// <param name="Combo">Counts up over several messages; false counts at once.</param>
/// <param name="Cumulative">Pieces so far in the combo, or of this single gift.</param>
/// <param name="Ended">repeat_end was set.</param>
internal sealed record GiftFacts(long GiftId, long ToUserId, long GroupId, int Diamonds, bool Combo, long Cumulative, bool Ended);
