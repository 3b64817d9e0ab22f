using System.CommandLine;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Live;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Socket faults on a real broker.</summary>
internal static class FaultsCommand
{
    private static readonly FaultBars Bars = new(MinFirings: 50, MinKinds: 6, MaxRedelivered: 0.01);

    public static Command Create()
    {
        var events = new Option<long>("--events") { Description = "The world stands still after so many.", DefaultValueFactory = _ => 110_000 };
        var seed = new Option<int>("--seed") { Description = "Of the world and of the faults.", DefaultValueFactory = _ => 1 };
        var plan = new Option<string>("--plan")
        {
            Description = "The simulator's fault plan.",
            DefaultValueFactory = _ => FaultScenario.Plan(rate: 0.01, times: 8),
        };
        return ScenarioCommand.Create(
            "faults",
            "20 rooms with random socket faults on a real broker: nothing lost, repeated or reordered, gift totals exact.",
            async (arguments, progress, cancellationToken) =>
            {
                await using var broker = await BrokerSource.StartAsync(progress, cancellationToken);
                var settings = new LiveSettings
                {
                    TopicPrefix = $"faults.{Environment.ProcessId}",
                    Events = arguments.GetRequiredValue(events),
                    Seed = arguments.GetRequiredValue(seed),
                    Faults = arguments.GetRequiredValue(plan),
                };
                var report = await FaultScenario.RunAsync(broker, settings, Bars, progress, cancellationToken);
                return report.Require(broker.IsHonest, () => $"no real broker. {BrokerSource.Remedy}");
            },
            events,
            seed,
            plan);
    }
}
