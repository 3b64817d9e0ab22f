using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Simulator.OpenPlatform;

namespace DouyinIngest.Benchmarks.Scenarios.Push;

/// <summary>Pushes in turns to several pods, true ones, repeats, forged and stale ones, with the broker away in between: all true ones stand once on their topics.</summary>
internal static class PushScenario
{
    private const int Ok = 200;

    public static async Task<ScenarioReport> RunAsync(IBroker broker, PushSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var run = await PushRun.StartAsync(settings, broker, cancellationToken);
        await run.SpreadAsync();
        progress("every room takes pushes");
        var early = settings.Away > TimeSpan.Zero ? await AwayAsync(run, broker, settings, progress) : 0;
        await run.FinishAsync();
        progress("every event was pushed; looking whether something comes twice");
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellationToken);
        return Judge(run, await run.OutcomesAsync(), settings, early);
    }

    /// <summary>How many first attempts were answered 200 while the broker was away.</summary>
    private static async Task<int> AwayAsync(PushRun run, IBroker broker, PushSettings settings, Action<string> progress)
    {
        await Eventually.IsTrueAsync(() => run.Reader.Events.Count > settings.Events / 4, TimeSpan.FromSeconds(60) + TimeSpan.FromSeconds(settings.Events / settings.EventsPerSecond));
        progress($"the broker goes away for {settings.Away.TotalSeconds:0} s");
        await broker.StopAsync();
        var from = TimeProvider.System.GetUtcNow();
        await Task.Delay(settings.Away, TimeProvider.System);
        var to = TimeProvider.System.GetUtcNow();
        progress("the broker comes back");
        await broker.StartAsync();
        return run.Platform.Truth.Attempts.Count(a => a.Purpose == PushPurpose.True && a.Begun >= from && a.Ended <= to && a.Status == Ok);
    }

    private static ScenarioReport Judge(PushRun run, Dictionary<string, long> outcomes, PushSettings settings, int early)
    {
        var truth = run.Platform.Truth;
        var attempts = truth.Attempts.ToList();
        var expected = truth.Events.ToDictionary(PushRun.IdOf, e => e, StringComparer.Ordinal);
        var found = run.Reader.Events;
        var lost = expected.Keys.Count(id => !found.ContainsKey(id));
        var duplicates = found.Values.Sum(e => e.Times - 1);
        var phantoms = found.Keys.Count(id => !expected.ContainsKey(id));
        var gifts = expected.Values.Where(e => e.Type == PlatformTypes.Gift).Sum(e => e.Count);
        var giftsFound = found.Values.Sum(e => e.Count);
        var forged = attempts.Where(a => a.Purpose == PushPurpose.Forged).ToList();
        var stale = attempts.Where(a => a.Purpose == PushPurpose.Stale).ToList();
        return new ScenarioReport()
            .Require(truth.Events.Count == settings.Events, () => $"{truth.Events.Count} events were made, not {settings.Events}")
            .Require(lost == 0, () => $"{lost} events are lost")
            .Require(duplicates == 0, () => $"{duplicates} events stand there again")
            .Require(phantoms == 0, () => $"{phantoms} events were never true")
            .Require(gifts == giftsFound, () => $"{giftsFound} pieces of gifts, not {gifts}")
            .Require(truth.GivenUp == 0, () => $"{truth.GivenUp} events were given up by the platform")
            .Require(early == 0, () => $"{early} pushes were answered 200 while the broker was away")
            .Require(forged.Count > 0 && forged.All(a => a.Status == 401), () => "a forged push was not answered 401")
            .Require(stale.Count > 0 && stale.All(a => a.Status == 403), () => $"a stale push was not answered 403: {string.Join(',', stale.Select(a => a.Status).Distinct())}")
            .Require(outcomes["bad_signature"] == forged.Count, () => $"{outcomes["bad_signature"]} counted as bad_signature, not {forged.Count}")
            .Require(outcomes["stale"] == stale.Count, () => $"{outcomes["stale"]} counted as stale, not {stale.Count}")
            .Require(outcomes["forwarded"] > 0 && outcomes["repeated"] > 0, () => "no push was forwarded, or none was recognised as a repeat")
            .Add("pods", run.Pods.Count)
            .Add("events", truth.Events.Count)
            .Add("onKafka", found.Count)
            .Add("lost", lost)
            .Add("duplicates", duplicates)
            .Add("phantoms", phantoms)
            .Add("giftPieces", giftsFound)
            .Add("pushes", attempts.Count(a => a is { Purpose: PushPurpose.True, Number: 1 }))
            .Add("triedAgain", attempts.Count(a => a is { Purpose: PushPurpose.True, Number: > 1 }))
            .Add("repeats", attempts.Count(a => a.Purpose == PushPurpose.Repeat))
            .Add("forged", forged.Count)
            .Add("stale", stale.Count)
            .Add("awaySeconds", settings.Away.TotalSeconds)
            .Add("answeredWhileAway", early)
            .Add("outcomes", outcomes.Where(outcome => outcome.Value > 0).ToDictionary());
    }
}
