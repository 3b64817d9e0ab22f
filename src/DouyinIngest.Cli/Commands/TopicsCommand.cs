using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>topics</c>: makes the topics, and says how they stand.</summary>
internal static class TopicsCommand
{
    public static Command Build(CommandHandlers handlers) => new Command("topics", "Makes the topics that the service writes to, and shows how they stand.")
    {
        One(handlers, create: true, "Makes what is missing; what is there stays as it is. May be run again."),
        One(handlers, create: false, "Shows each topic: there, missing, or set otherwise than the design wants."),
    };

    private static ExampleCommand One(CommandHandlers handlers, bool create, string description)
    {
        var name = create ? "create" : "list";
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var prefix = new Option<string>("--topic-prefix")
        {
            Description = "What the event topics' names begin with; without it, douyin.live.",
            HelpName = "PREFIX",
            DefaultValueFactory = _ => "",
        };
        var json = CommonOptions.Json("One line of JSON.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            name,
            description,
            $"topics {name} --brokers localhost:9092",
            $"topics {name} --brokers localhost:9092 --topic-prefix staging.live --json",
            $"topics {name} --brokers localhost:9092 --set Outbound:Enabled=true")
        {
            brokers, prefix, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Topics(
            new TopicsSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Create = create,
                Prefix = parsed.GetValue(prefix) ?? "",
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
