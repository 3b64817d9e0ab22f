using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios.Connector;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>How long an event takes from the server to a callback.</summary>
internal static class LatencyCommand
{
    public static Command Create()
    {
        var rooms = new Option<int>("--rooms") { Description = "How many, with a connector each.", DefaultValueFactory = _ => 10 };
        var rate = new Option<double>("--rate") { Description = "Events per second, all rooms together.", DefaultValueFactory = _ => 2_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long it is measured, after 5 s that are not.", DefaultValueFactory = _ => 30 };
        return ScenarioCommand.Create(
            "latency",
            "Connectors on a simulator in the same process: server send to callback.",
            (arguments, progress, cancellationToken) => LatencyScenario.RunAsync(
                new LatencySettings(arguments.GetRequiredValue(rooms), arguments.GetRequiredValue(rate), TimeSpan.FromSeconds(arguments.GetRequiredValue(seconds))),
                progress,
                cancellationToken),
            rooms,
            rate,
            seconds);
    }
}
