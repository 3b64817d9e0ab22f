namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The key of a gift combo.</summary>
internal sealed record SimulatedGift(long ToUserId, long GiftId, long GroupId);
