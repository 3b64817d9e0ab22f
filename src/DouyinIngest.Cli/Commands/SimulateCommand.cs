using System.CommandLine;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>simulate</c>: the simulated upstream as a process of its own.</summary>
internal static class SimulateCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var port = CommonOptions.Port("--port", "Port on loopback; 0: any free one.");
        var rooms = CommonOptions.Number("--rooms", "How many rooms.", 20, 1, 10_000);
        var rate = CommonOptions.Number("--rate", "Events per second, all rooms together.", 2000, 0, 200_000);
        var seed = CommonOptions.Number("--seed", "The same seed plays the same rooms.", 1, 0, int.MaxValue);
        var faults = new Option<string?>("--faults") { Description = "A fault plan: what goes wrong, and when.", HelpName = "PLAN" };
        var broadcast = CommonOptions.Number("--broadcast-seconds", "How long a broadcast lasts before the next begins; 0: without end.", 0, 0, 86_400);
        var command = new ExampleCommand(
            "simulate",
            "Plays live rooms on a loopback port, for 'watch', 'ingest' and tests, until Ctrl-C.",
            "simulate --port 18080",
            "simulate --port 18080 --rooms 100 --rate 5000 --broadcast-seconds 60")
        {
            port, rooms, rate, seed, faults, broadcast,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Simulate(
            new SimulateSettings
            {
                Port = parsed.GetValue(port),
                Rooms = parsed.GetValue(rooms),
                Rate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                Faults = parsed.GetValue(faults),
                Broadcast = parsed.GetValue(broadcast) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            cancellationToken));
        return command;
    }
}
