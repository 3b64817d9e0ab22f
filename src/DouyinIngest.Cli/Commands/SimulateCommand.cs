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
        var recording = new Option<string?>("--recording") { Description = "A recording made by 'record': one more room, in which happens what was recorded.", HelpName = "FILE" };
        var speed = RecordingOptions.Speed();
        var command = new ExampleCommand(
            "simulate",
            "Plays live rooms on a loopback port, for 'watch', 'ingest' and tests, until Ctrl-C.",
            "simulate --port 18080",
            "simulate --port 18080 --rooms 100 --rate 5000 --broadcast-seconds 60",
            "simulate --port 18080 --recording room.rec")
        {
            port, rooms, rate, seed, faults, broadcast, recording, speed,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Simulate(
            new SimulateSettings
            {
                Port = parsed.GetValue(port),
                Rooms = parsed.GetValue(recording) is not null && parsed.GetResult(rooms) is null or { Implicit: true } ? 0 : parsed.GetValue(rooms),
                Rate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                Recording = parsed.GetValue(recording),
                Speed = parsed.GetValue(speed),
                Faults = parsed.GetValue(faults),
                Broadcast = parsed.GetValue(broadcast) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            cancellationToken));
        return command;
    }
}
