using System.CommandLine;
using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>deadletters</c>: what could not be understood or delivered, and a second try for it.</summary>
internal static class DeadLettersCommand
{
    public static Command Build(CommandHandlers handlers) => new Command("deadletters", "Shows what could not be understood or delivered, and tries it once more.")
    {
        One(handlers, replay: false),
        One(handlers, replay: true),
    };

    private static ExampleCommand One(CommandHandlers handlers, bool replay)
    {
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var since = ReadingOptions.Time("--since", "Only what was put there from then on.", TimeProvider.System);
        var stage = new Option<string?>("--stage") { Description = "Only of this stage." };
        stage.AcceptOnlyFromAmong("frame", "message", "record");
        var reason = new Option<string?>("--reason") { Description = "Only of this reason, such as bad_message or msg_size_too_large.", HelpName = "WORD" };
        var to = new Option<string?>("--to-topic") { Description = "Publish on this topic in the place of the original ones.", HelpName = "TOPIC" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var prefix = ReadingOptions.Prefix();
        var json = CommonOptions.Json(replay ? "One line of JSON." : "One JSON object a line.");
        var set = CommonOptions.Set();
        ExampleCommand command = replay
            ? new("replay", "Publishes dead letters once more under their event ids: records as they were, messages decoded again by this version. Readers that dedupe by event id see each once.",
                "deadletters replay --brokers localhost:9092 --dry-run",
                "deadletters replay --brokers localhost:9092 --stage record --reason msg_size_too_large --since 2h")
                { brokers, since, stage, reason, to, dry, prefix, json, set }
            : new("list", "Lists dead letters, the oldest first.",
                "deadletters list --brokers localhost:9092 --since 1d",
                "deadletters list --brokers localhost:9092 --stage message --json")
                { brokers, since, stage, reason, prefix, json, set };
        command.SetAction((parsed, cancellationToken) => handlers.DeadLetters(
            new DeadLettersSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Replay = replay,
                Since = parsed.GetValue(since),
                Stage = parsed.GetValue(stage),
                Reason = parsed.GetValue(reason),
                ToTopic = replay ? parsed.GetValue(to) : null,
                DryRun = replay && parsed.GetValue(dry),
                Json = parsed.GetValue(json),
                Prefix = parsed.GetValue(prefix) ?? "",
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
