using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>outbound</c>: lines that a fleet says, and what became of them.</summary>
internal static class OutboundCommand
{
    public static Command Build(CommandHandlers handlers) => new Command("outbound", "Lines that a fleet with Outbound:Enabled says, and what became of them.")
    {
        Send(handlers),
        Results(handlers),
    };

    private static ExampleCommand Send(CommandHandlers handlers)
    {
        var room = new Argument<string>("room") { Description = "Live id, or live URL.", HelpName = "live id" };
        var text = new Argument<string>("text") { Description = "What to say." };
        var name = new Option<string>("--id") { Description = "A name of yours for the line; stands in its results.", HelpName = "NAME", DefaultValueFactory = _ => "" };
        var wait = CommonOptions.Number("--wait", "Seconds to wait for the result; 0: only write the line.", 180, 0, 3_600);
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var json = CommonOptions.Json("One line of JSON.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "send",
            "Orders a line and waits for what becomes of it. Exit code 0 only when it was sent, or with --wait 0 ordered.",
            "outbound send 123456789 'hello' --brokers localhost:9092",
            "outbound send 123456789 'hello' --id greeting-7 --wait 0 --brokers localhost:9092")
        {
            room, text, name, wait, brokers, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Outbound(
            new OutboundSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Room = parsed.GetRequiredValue(room),
                Text = parsed.GetRequiredValue(text),
                Name = parsed.GetValue(name) ?? "",
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }

    private static ExampleCommand Results(CommandHandlers handlers)
    {
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var json = CommonOptions.Json("One line of JSON for each line.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand("results", "Shows what became of each line that the results topic still has.", "outbound results --brokers localhost:9092")
        {
            brokers, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Outbound(
            new OutboundSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
