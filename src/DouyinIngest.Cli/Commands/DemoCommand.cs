using System.CommandLine;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>demo</c>: simulated rooms, the real service, a broker, and at the end the proof that nothing was lost.</summary>
internal static class DemoCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var seconds = CommonOptions.Number("--seconds", "How long the simulated rooms play.", 30, 1, 86_400);
        var rooms = CommonOptions.Number("--rooms", "How many rooms.", 20, 1, 10_000);
        var rate = CommonOptions.Number("--rate", "Events per second, all rooms together.", 2000, 1, 200_000);
        var brokers = CommonOptions.Brokers("Kafka to write to. Without it the demo brings a broker of its own.");
        var seed = CommonOptions.Number("--seed", "The same seed plays the same rooms.", 1, 0, int.MaxValue);
        var port = CommonOptions.Port("--port", "Port of the simulated upstream; 0: any free one.");
        var management = CommonOptions.Port("--management-port", "Port of the service's metrics and health; 0: any free one.");
        var json = CommonOptions.Json("End with one line of JSON.");
        var screenshot = new Option<string?>("--screenshot") { Description = "Write a picture of the screen.", HelpName = "FILE.svg" };
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "demo",
            "Plays simulated live rooms through the real service to Kafka, shows it, and proves from the topics that nothing was lost.",
            "demo",
            "demo --seconds 20 --json",
            "demo --rooms 100 --rate 5000 --brokers localhost:9092")
        {
            seconds, rooms, rate, brokers, seed, port, management, json, screenshot, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Demo(
            new DemoSettings
            {
                Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Rooms = parsed.GetValue(rooms),
                Rate = parsed.GetValue(rate),
                Brokers = parsed.GetValue(brokers),
                Seed = parsed.GetValue(seed),
                Port = parsed.GetValue(port),
                ManagementPort = parsed.GetValue(management),
                Json = parsed.GetValue(json),
                Screenshot = parsed.GetValue(screenshot),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
