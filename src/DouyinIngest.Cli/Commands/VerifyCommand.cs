using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;
using DouyinIngest.Cli.Verify;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>verify</c>: says how far the event topics can be trusted.</summary>
internal static class VerifyCommand
{
    private const string Committed = "read_committed";
    private const string Uncommitted = "read_uncommitted";

    public static Command Build(CommandHandlers handlers)
    {
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var from = ReadingOptions.Time("--from", "Begin with what was appended then; without it, at the beginning.", TimeProvider.System);
        var to = ReadingOptions.Time("--to", "Leave out what was appended from then on; without it, read to the end of this moment.", TimeProvider.System);
        var beginning = new Option<bool>("--from-beginning") { Description = "Read from the beginning, which is what it does without --from." };
        var oracle = CommonOptions.Address("--oracle", "A simulator that knows what was true.", "http", "https");
        var rooms = CommonOptions.RoomIds("--rooms", "Only these broadcasts, by room id, between commas.");
        var isolation = new Option<string>("--isolation") { Description = "What of transactions is read.", DefaultValueFactory = _ => Committed };
        isolation.AcceptOnlyFromAmong(Committed, Uncommitted);
        var allow = new Option<bool>("--allow-duplicates") { Description = "Repetitions of an id are as promised (at least once): reported, not wrong." };
        var prefix = ReadingOptions.Prefix();
        var json = CommonOptions.Json("One line of JSON, with every room and every gap.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "verify",
            "Reads the event topics and says how far they can be trusted: repetitions, contradictions, disorder, gaps, gift totals. Exit code 1 when something is wrong.",
            "verify --brokers localhost:9092",
            "verify --brokers localhost:9092 --from 2h --allow-duplicates",
            "verify --brokers localhost:9092 --oracle http://127.0.0.1:18080 --json")
        {
            brokers, from, beginning, to, oracle, rooms, isolation, allow, prefix, json, set,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(beginning) && result.GetValue(from) is not null)
            {
                result.AddError("--from and --from-beginning say different things: give one of them.");
            }
        });
        command.SetAction((parsed, cancellationToken) => handlers.Verify(
            new VerifySettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Oracle = parsed.GetValue(oracle),
                Rooms = parsed.GetValue(rooms) ?? [],
                Uncommitted = string.Equals(parsed.GetValue(isolation), Uncommitted, StringComparison.Ordinal),
                AllowDuplicates = parsed.GetValue(allow),
                Json = parsed.GetValue(json),
                Prefix = parsed.GetValue(prefix) ?? "",
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
