using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>credentials</c>: how many rooms each app credential may hold. Names and limits only, never secrets.</summary>
internal static class CredentialsCommand
{
    public static Command Build(CommandHandlers handlers) => new Command("credentials", "How many rooms each app credential may hold; names and limits, never secrets.")
    {
        Set(handlers),
        List(handlers),
    };

    private static ExampleCommand Set(CommandHandlers handlers)
    {
        var name = new Argument<string>("name") { Description = "The credential, as rooms name it; 'default' is that of rooms that name none." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !CredentialsValue.IsName(token.Value))
            {
                result.AddError($"'{token.Value}' is no name of a credential: 1 to 64 letters, digits, '.', '-' and '_'.");
            }
        });
        var limit = CommonOptions.Number("--limit", "Rooms that the upstream grants it; 0: no limit.", 0, 0, CredentialsValue.MaxLimit);
        limit.DefaultValueFactory = null;
        limit.Required = true;
        var reserve = CommonOptions.Number("--reserve", "How many of them stay free for handovers; at least the number of instances.", 0, 0, CredentialsValue.MaxLimit);
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var json = CommonOptions.Json("One line of JSON.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "set",
            "Names a credential, or changes its limit.",
            "credentials set default --limit 100 --reserve 3 --brokers localhost:9092",
            "credentials set second --limit 100 --brokers localhost:9092")
        {
            name, limit, reserve, brokers, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Credentials(
            new CredentialsSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Name = parsed.GetValue(name),
                Limit = parsed.GetValue(limit),
                Reserve = parsed.GetValue(reserve),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }

    private static ExampleCommand List(CommandHandlers handlers)
    {
        var brokers = CommonOptions.Brokers("The Kafka in question.");
        var json = CommonOptions.Json("One line of JSON.");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "list", "Shows each credential: its limit, its reserve, and how many rooms have a place or wait.", "credentials list --brokers localhost:9092")
        {
            brokers, json, set,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Credentials(
            new CredentialsSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Json = parsed.GetValue(json),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            },
            cancellationToken));
        return command;
    }
}
