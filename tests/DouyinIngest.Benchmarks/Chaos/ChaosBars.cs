namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>What every run must show, whatever the fault.</summary>
internal static class ChaosBars
{
    public static void Apply(ChaosOutcome outcome, ChaosSettings settings)
    {
        var figures = outcome.Figures!;
        var checkedEvents = figures.Report;
        var findings = string.Join("; ", checkedEvents.Findings);
        outcome.Report
            .Add("scenario", outcome.Scenario.Id)
            .Add("fired", outcome.Fired.Sum(f => f.Count))
            .Add("events", checkedEvents.Emitted)
            .Add("records", figures.Records)
            .Add("lost", figures.Lost)
            .Add("leftOut", figures.LeftOut.Told.Values.Sum())
            .Add("duplicates", figures.Extra)
            .Add("duplicatesAfterDedupe", figures.DuplicatesAfterDedupe)
            .Add("outOfOrder", figures.OutOfOrder)
            .Add("gapEvents", figures.GapEvents)
            .Add("gaps", figures.Gaps.True)
            .Add("gapsAskedAgain", figures.Gaps.AskedAgain)
            .Add("untoldGaps", figures.Gaps.Untold)
            .Add("falseGaps", figures.Gaps.False)
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
            .Require(figures.Lost == 0, () => $"{figures.Lost} events lost: {findings}")
            .Require(figures.LeftOut.False == 0, () => $"{figures.LeftOut.False} events were said to be left out that are on the topics")
            .Require(figures.Extra == 0 || outcome.Scenario.MayRepeat, () => $"{figures.Extra} records too many: {findings}")
            .Require(figures.DuplicatesAfterDedupe == 0, () => $"{figures.DuplicatesAfterDedupe} duplicates after dedupe: {findings}")
            .Require(figures.OutOfOrder == 0, () => $"{figures.OutOfOrder} events out of order")
            .Require(figures.Gaps.Untold == 0, () => $"{figures.Gaps.Untold} of {figures.Gaps.True} gaps were not told of on the status topic: {string.Join("; ", figures.Gaps.Rooms)}")
            .Require(figures.Gaps.False == 0, () => $"{figures.Gaps.False} gaps were told of that were none: {string.Join("; ", figures.Gaps.Rooms)}")
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
