namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The exact total of a combo.</summary>
internal sealed record SimulatedCombo(long UserId, long ToUserId, long GiftId, long GroupId, long Total);
