using System.CommandLine;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Live;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The broker goes away under load.</summary>
internal static class OutageCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the broker is away.", DefaultValueFactory = _ => 30 };
        return ScenarioCommand.Create(
            "outage",
            "The broker goes away under load and comes back: nothing lost, memory bounded, readiness tells it.",
            async (arguments, progress, cancellationToken) =>
            {
                await using var broker = await BrokerSource.StartAsync(progress, cancellationToken);
                if (!broker.CanStop)
                {
                    return new Scenarios.ScenarioReport().Require(false, () => "the broker of KAFKA_BOOTSTRAP cannot be stopped from here");
                }

                var away = arguments.GetRequiredValue(seconds);
                var settings = new LiveSettings
                {
                    TopicPrefix = $"outage.{Environment.ProcessId}",
                    EventsPerSecond = 2_000,
                    Events = 2_000L * (away + 25),
                };
                return await OutageScenario.RunAsync(broker, settings, TimeSpan.FromSeconds(away), progress, cancellationToken);
            },
            seconds);
    }
}
