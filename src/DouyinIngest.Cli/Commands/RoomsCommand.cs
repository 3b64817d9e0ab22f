using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>rooms</c>: which rooms the fleet follows, by records of the control topic.</summary>
internal static class RoomsCommand
{
    public static Command Build(CommandHandlers handlers) => new Command("rooms", "Which rooms the fleet follows: adds, removes, pauses and shows them on the control topic.")
    {
        Add(handlers),
        Some(handlers, RoomsAction.Remove, "Ends the following of rooms; their records are removed."),
        Some(handlers, RoomsAction.Pause, "Stops rooms until they are resumed; they keep their place in the list."),
        Some(handlers, RoomsAction.Resume, "Goes on with paused rooms; what happened meanwhile is a gap."),
        All(handlers, RoomsAction.List, "Shows every room: whether it has a place, waits for one, is paused or refused, and why."),
        RoomsStatusCommand.Build(handlers),
        Import(handlers),
        All(handlers, RoomsAction.Export, "Writes every room as a line of JSON, as 'rooms import' reads them."),
    };

    private static ExampleCommand Add(CommandHandlers handlers)
    {
        var rooms = Rooms();
        var shared = new Shared();
        var priority = new Option<int?>("--priority") { Description = "A higher one gets a place of its credential first; 0 without.", HelpName = "N" };
        var credential = new Option<string?>("--credential") { Description = "The app credential; without it the emptiest one.", HelpName = "NAME" };
        credential.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !CredentialsValue.IsName(token.Value))
            {
                result.AddError($"--credential is '{token.Value}'; it must be 1 to 64 letters, digits, '.', '-' and '_'.");
            }
        });
        var labels = Labels();
        var kinds = new Option<string[]>("--kinds") { Description = "Publish only these kinds of events.", HelpName = "chat,gift,…", DefaultValueFactory = _ => [] };
        kinds.CustomParser = result => [.. result.Tokens.SelectMany(token => CommonOptions.List(token.Value))];
        kinds.Validators.Add(result =>
        {
            foreach (var kind in result.Tokens.SelectMany(token => CommonOptions.List(token.Value)).Where(kind => KindOf(kind) is null))
            {
                result.AddError($"--kinds has '{kind}'; there are chat, gift, like, enter, follow, share and room.");
            }
        });
        var filters = Filters();
        var transport = CommonOptions.Transport("How they are followed; hybrid without.", "hybrid", "websocket", "polling", "push");
        var paused = new Option<bool>("--paused") { Description = "Known, but not followed before 'rooms resume'." };
        var command = new ExampleCommand(
            "add",
            "Follows rooms, or changes how. A live id needs no looking up; URLs and short links are looked up first.",
            "rooms add 123456789 https://live.douyin.com/987654321 --brokers localhost:9092",
            "rooms add 123456789 --priority 10 --label tenant=blue --credential second --brokers localhost:9092",
            "rooms add 123456789 --transport push --brokers localhost:9092",
            "rooms add 123456789 --filters filters.json --brokers localhost:9092")
        {
            rooms, priority, labels, credential, kinds, filters, transport, paused, shared.Upstream, shared.Brokers, shared.Json, shared.Set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Rooms(
            shared.Read(parsed, RoomsAction.Add) with
            {
                Rooms = parsed.GetValue(rooms) ?? [],
                Wishes = new RoomWishes
                {
                    Priority = parsed.GetValue(priority),
                    Credential = parsed.GetValue(credential),
                    Labels = CommonOptions.Pairs(parsed.GetValue(labels)).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
                    Kinds = (parsed.GetValue(kinds) ?? []) is { Length: > 0 } chosen ? chosen.Select(kind => KindOf(kind)!.Value).ToHashSet() : null,
                    Filter = parsed.GetValue(filters),
                    Transport = parsed.GetValue(transport),
                    Paused = parsed.GetValue(paused),
                },
            },
            cancellationToken));
        return command;
    }

    private static ExampleCommand Some(CommandHandlers handlers, RoomsAction action, string description)
    {
        var name = Word(action);
        var rooms = Rooms();
        var shared = new Shared();
        var command = new ExampleCommand(name, description, $"rooms {name} 123456789 --brokers localhost:9092")
        {
            rooms, shared.Upstream, shared.Brokers, shared.Json, shared.Set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Rooms(
            shared.Read(parsed, action) with { Rooms = parsed.GetValue(rooms) ?? [] }, cancellationToken));
        return command;
    }

    private static ExampleCommand All(CommandHandlers handlers, RoomsAction action, string description)
    {
        var name = Word(action);
        var shared = new Shared();
        var command = new ExampleCommand(
            name, description, action == RoomsAction.Export ? $"rooms {name} --brokers localhost:9092 > rooms.jsonl" : $"rooms {name} --brokers localhost:9092")
        {
            shared.Brokers, shared.Set,
        };
        if (action == RoomsAction.List)
        {
            command.Add(shared.Json);
        }

        command.SetAction((parsed, cancellationToken) => handlers.Rooms(shared.Read(parsed, action), cancellationToken));
        return command;
    }

    private static ExampleCommand Import(CommandHandlers handlers)
    {
        var file = new Argument<string>("file")
        {
            Description = "A line for each room: a live id, a URL, or JSON as 'rooms export' writes it; - reads what is piped in.",
            HelpName = "file|-",
        };
        var shared = new Shared();
        var command = new ExampleCommand(
            "import", "Follows the rooms of a file; thousands at a time.", "rooms import rooms.jsonl --brokers localhost:9092", "rooms import - --brokers localhost:9092 < ids.txt")
        {
            file, shared.Upstream, shared.Brokers, shared.Json, shared.Set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Rooms(
            shared.Read(parsed, RoomsAction.Import) with { File = parsed.GetValue(file) ?? "" }, cancellationToken));
        return command;
    }

    private static Argument<string[]> Rooms() => new("rooms")
    {
        Description = "Live URLs, live ids, 19-digit room ids or short links.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "live url|id",
    };

    private static Option<string[]> Labels()
    {
        var labels = new Option<string[]>("--label")
        {
            Description = "Copied into every event of the room; may be given many times.",
            HelpName = "NAME=TEXT",
            DefaultValueFactory = _ => [],
        };
        labels.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
                if (equals is < 1 or > RoomValue.MaxLabelName || token.Value.Length - equals - 1 > RoomValue.MaxLabelValue)
                {
                    result.AddError($"--label is '{token.Value}'; it must look like NAME=TEXT, with at most {RoomValue.MaxLabelName} and {RoomValue.MaxLabelValue} characters.");
                }
            }

            if (result.Tokens.Count > RoomValue.MaxLabels)
            {
                result.AddError($"--label is given {result.Tokens.Count} times; a room has at most {RoomValue.MaxLabels} labels.");
            }
        });
        return labels;
    }

    private static Option<FilterRules?> Filters() => new("--filters")
    {
        Description = "A file with the room's filters as JSON (docs/filters.md); they take the place of those that it has. {} takes them away.",
        HelpName = "file",
        CustomParser = result =>
        {
            var file = result.Tokens[0].Value;
            try
            {
                return FilterFile.Read(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                result.AddError($"--filters: {file} cannot be used: {e.Message}");
                return null;
            }
        },
    };

    private static EventKind? KindOf(string word)
        => Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None && string.Equals(EventWords.Of(kind), word, StringComparison.Ordinal)).Cast<EventKind?>().FirstOrDefault();

    private static string Word(RoomsAction action) => action switch
    {
        RoomsAction.Remove => "remove",
        RoomsAction.Pause => "pause",
        RoomsAction.Resume => "resume",
        RoomsAction.Export => "export",
        _ => "list",
    };

    /// <summary>The options that every command of this family has.</summary>
    private sealed class Shared
    {
        public Option<string?> Brokers { get; } = CommonOptions.Brokers("The Kafka with the control topic.");

        public Option<Uri?> Upstream { get; } = CommonOptions.Address("--upstream", "Another upstream than the real site to look rooms up at, such as a simulator.", "http", "https");

        public Option<bool> Json { get; } = CommonOptions.Json("One line of JSON.");

        public Option<string[]> Set { get; } = CommonOptions.Set();

        public RoomsSettings Read(ParseResult parsed, RoomsAction action) => new()
        {
            Action = action,
            Brokers = parsed.GetValue(Brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
            Upstream = Has(parsed, Upstream) ? parsed.GetValue(Upstream) : null,
            Json = Has(parsed, Json) && parsed.GetValue(Json),
            More = CommonOptions.Pairs(parsed.GetValue(Set)),
        };

        private static bool Has(ParseResult parsed, Option option) => parsed.CommandResult.Command.Options.Contains(option);
    }
}
