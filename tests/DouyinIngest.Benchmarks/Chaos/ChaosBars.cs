namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>What every run must show, whatever the fault.</summary>
internal static class ChaosBars
{
    public static void Apply(ChaosOutcome outcome, ChaosSettings settings)
    {
        var figures = outcome.Figures!;
        var checkedEvents = figures.Report;
        var mayMiss = outcome.Scenario.MayMiss(outcome);
        var findings = string.Join("; ", checkedEvents.Findings);
        outcome.Report
            .Add("scenario", outcome.Scenario.Id)
            .Add("fired", outcome.Fired.Sum(f => f.Count))
            .Add("events", checkedEvents.Emitted)
            .Add("records", figures.Records)
            .Add("lost", checkedEvents.Lost - mayMiss)
            .Add("leftOut", mayMiss)
            .Add("duplicates", figures.Extra)
            .Add("duplicatesAfterDedupe", figures.DuplicatesAfterDedupe)
            .Add("outOfOrder", figures.OutOfOrder)
            .Add("gapEvents", figures.GapEvents)
            .Add("gaps", figures.Gaps)
            .Add("untoldGaps", figures.UntoldGaps)
            .Add("falseGaps", figures.FalseGaps)
            .Add("giftMismatches", checkedEvents.GiftMismatches)
            .Add("silenceMedianSeconds", figures.SilenceMedian.TotalSeconds)
            .Add("silenceP99Seconds", figures.SilenceP99.TotalSeconds)
            .Add("silenceMaxSeconds", figures.SilenceMax.TotalSeconds)
            .Add("quietP99Seconds", figures.QuietP99.TotalSeconds)
            .Add("sparedRooms", figures.Spared.Rooms)
            .Add("sparedP99BeforeSeconds", figures.Spared.P99Before.TotalSeconds)
            .Add("sparedP99DuringSeconds", figures.Spared.P99During.TotalSeconds)
            .Add("recoverySeconds", figures.Recovery is { } r && r < TimeSpan.MaxValue ? r.TotalSeconds : -1)
            .Add("maxAttemptsPerSecond", outcome.Upstream!.MaxAttemptsPerSecond)
            .Require(outcome.Fired.Count > 0 && outcome.Fired.All(f => f.Count > 0), () => "a fault did not fire: " + string.Join(", ", outcome.Fired.Where(f => f.Count == 0).Select(f => f.What)))
            .Require(checkedEvents.OnKafka >= settings.MinEvents, () => $"only {checkedEvents.OnKafka} events passed, fewer than {settings.MinEvents}")
            .Require(checkedEvents.Lost == mayMiss, () => $"{checkedEvents.Lost - mayMiss} events lost: {findings}")
            .Require(figures.Extra == 0 || outcome.Scenario.MayRepeat, () => $"{figures.Extra} records too many: {findings}")
            .Require(figures.DuplicatesAfterDedupe == 0, () => $"{figures.DuplicatesAfterDedupe} duplicates after dedupe: {findings}")
            .Require(figures.OutOfOrder == 0, () => $"{figures.OutOfOrder} events out of order")
            .Require(figures.UntoldGaps == 0, () => $"{figures.UntoldGaps} of {figures.Gaps} gaps were not told of on the status topic")
            .Require(figures.FalseGaps == 0, () => $"{figures.FalseGaps} gaps were told of that were none")
            .Require(checkedEvents.GiftMismatches == 0, () => $"{checkedEvents.GiftMismatches} gift combos do not add up: {findings}")
            .Require(checkedEvents.WrongKinds == 0, () => $"{checkedEvents.WrongKinds} events on the topic of another kind: {findings}")
            .Require(figures.Recovery != TimeSpan.MaxValue, () => "a room never came back")
            .Require(outcome.Upstream.WrongAcks == 0, () => $"{outcome.Upstream.WrongAcks} acks for nothing that was sent");
        foreach (var pod in outcome.Pods.Where(p => !p.Killed || p.Ended is not null))
        {
            outcome.Require(pod.Ended is { ExitCode: 0 }, () => $"pod {pod.Place.Number} ended with {pod.Ended?.ExitCode}: {pod.Tail()}");
        }

        foreach (var (name, value) in outcome.Notes)
        {
            outcome.Report.Add(name, value);
        }
    }
}
