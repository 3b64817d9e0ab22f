using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>rooms status</c>: how rooms stand, from the status topic and the checkpoints.</summary>
internal static class RoomsStatusCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var rooms = new Argument<string[]>("live id") { Description = "Only these; without any, all.", Arity = ArgumentArity.ZeroOrMore };
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on and show what changes, until it is stopped." };
        var json = CommonOptions.Json("One JSON object a line.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "status",
            "Shows how rooms stand: state and why, who runs them, how old their checkpoints are. Reads topics only, and asks no pod.",
            "rooms status --brokers localhost:9092",
            "rooms status 123456789 --brokers localhost:9092 --follow")
        {
            rooms, brokers, follow, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.RoomsStatus(
            new RoomsStatusSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Rooms = parsed.GetValue(rooms) ?? [],
                Follow = parsed.GetValue(follow),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
