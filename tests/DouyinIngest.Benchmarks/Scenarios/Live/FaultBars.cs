namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>What a run with faults must meet beside losing nothing.</summary>
/// <param name="MinFirings">So many faults must have fired.</param>
/// <param name="MinKinds">Of so many kinds.</param>
/// <param name="MaxRedelivered">Largest share of frames that were sent again for want of an ack.</param>
internal sealed record FaultBars(int MinFirings, int MinKinds, double MaxRedelivered);
