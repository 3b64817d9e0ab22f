using System.CommandLine;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The ways into a room, compared, on a real broker.</summary>
internal static class TransportsCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Of the world and of the faults.", DefaultValueFactory = _ => 1 };
        var interval = new Option<TimeSpan>("--interval") { Description = "Of the polls.", DefaultValueFactory = _ => TimeSpan.FromSeconds(2) };
        var plan = new Option<string>("--plan") { Description = "The fault plan of the hybrid rooms.", DefaultValueFactory = _ => TransportSettings.HybridPlan };
        return ScenarioCommand.Create(
            "transports",
            "3 rooms by the socket, by polling, and either way while sockets are refused, stall and are told to close 20 times: nothing lost or doubled.",
            async (arguments, progress, cancellationToken) =>
            {
                await using var broker = await BrokerSource.StartAsync(progress, cancellationToken);
                var report = new ScenarioReport().Add("broker", broker.Kind.ToString());
                foreach (var (transport, events, faults, firings) in ((RoomTransport, long, string, int)[])
                    [(RoomTransport.Websocket, 6_000, "", 0), (RoomTransport.Polling, 9_000, "", 0), (RoomTransport.Hybrid, 27_000, arguments.GetRequiredValue(plan), 20)])
                {
                    progress($"{transport}: {events} events in {TransportSettings.Rooms} rooms {(faults.Length > 0 ? faults : "")}");
                    var settings = new TransportSettings
                    {
                        TopicPrefix = $"transports.{Environment.ProcessId}.{transport.ToString().ToLowerInvariant()}",
                        Transport = transport,
                        Events = events,
                        Faults = faults,
                        Seed = arguments.GetRequiredValue(seed),
                        PollingInterval = arguments.GetRequiredValue(interval),
                    };
                    report.Add(transport.ToString().ToLowerInvariant(), await TransportScenario.RunAsync(broker, settings, firings, cancellationToken));
                }

                return report.Require(broker.IsHonest, () => $"no real broker. {BrokerSource.Remedy}");
            },
            seed,
            interval,
            plan);
    }
}
