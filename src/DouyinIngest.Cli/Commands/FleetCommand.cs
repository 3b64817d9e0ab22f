using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>fleet</c>: who runs what, from the control topics alone.</summary>
internal static class FleetCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var json = CommonOptions.Json("One line of JSON.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "fleet",
            "Shows who owns which rooms, what waits, and how fast events go out. Reads the control topics only, and asks no pod.",
            "fleet --brokers localhost:9092",
            "fleet --brokers localhost:9092 --json")
        {
            brokers, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Fleet(
            new FleetSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
