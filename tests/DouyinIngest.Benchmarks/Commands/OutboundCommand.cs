using System.CommandLine;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Outbound;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Lines to be said, and a pod that is killed in the middle.</summary>
internal static class OutboundCommand
{
    public static Command Create()
    {
        var lines = new Option<int>("--lines") { Description = "How many are ordered.", DefaultValueFactory = _ => 200 };
        var rooms = new Option<int>("--rooms") { Description = "For how many rooms.", DefaultValueFactory = _ => 10 };
        return ScenarioCommand.Create(
            "outbound",
            "Lines for many rooms on the outbound topic, three pods, a site that misbehaves, one pod killed in the middle: no line twice, one true result each.",
            async (arguments, progress, cancellationToken) =>
            {
                await using var broker = await BrokerSource.StartAsync(progress, cancellationToken);
                if (!broker.IsHonest)
                {
                    return new Scenarios.ScenarioReport().Require(false, () => "needs a real Kafka: " + BrokerSource.Remedy);
                }

                var count = arguments.GetRequiredValue(lines);
                var settings = new OutboundSettings
                {
                    Prefix = $"outbound.{Environment.ProcessId}",
                    Lines = count,
                    Rooms = arguments.GetRequiredValue(rooms),
                    KillAfter = count * 2 / 5,
                };
                return await OutboundScenario.RunAsync(broker, settings, progress, cancellationToken);
            },
            lines,
            rooms);
    }
}
