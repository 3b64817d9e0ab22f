using System.CommandLine;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Push;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The Open Platform pushes to a fleet.</summary>
internal static class PushCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events") { Description = "How many true events are pushed.", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--away") { Description = "How long the broker is away, in seconds; 0: it stays.", DefaultValueFactory = _ => 20 };
        return ScenarioCommand.Create(
            "push",
            "A simulated Open Platform pushes to three pods in turns, with repeats, forged and stale pushes and the broker away: all true events once on Kafka.",
            async (arguments, progress, cancellationToken) =>
            {
                await using var broker = await BrokerSource.StartAsync(progress, cancellationToken);
                if (!broker.CanStop || !broker.IsHonest)
                {
                    return new Scenarios.ScenarioReport().Require(false, () => $"it takes a broker that can be stopped from here. {BrokerSource.Remedy}");
                }

                var settings = new PushSettings
                {
                    TopicPrefix = $"push.{Environment.ProcessId}",
                    Events = arguments.GetRequiredValue(events),
                    Away = TimeSpan.FromSeconds(arguments.GetRequiredValue(seconds)),
                };
                return await PushScenario.RunAsync(broker, settings, progress, cancellationToken);
            },
            events,
            seconds);
    }
}
