using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary>Options that several commands have, each made anew for its command.</summary>
internal static class CommonOptions
{
    public const string BrokersMissing =
        "no brokers: name them with --brokers host:port (setting Kafka:BootstrapServers). Only 'demo' brings a broker of its own.";

    public static Option<string?> Brokers(string description) => new("--brokers", "-b") { Description = description, HelpName = "host:port,…" };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    public static Option<int> Number(string name, string description, int byDefault, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && int.TryParse(result.Tokens[0].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                && (number < least || number > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {number}; it must be between {least} and {most}."));
            }
        });
        return option;
    }

    /// <summary>How a room is followed; null: not said.</summary>
    /// <param name="description">For the help.</param>
    /// <param name="words">What may be said.</param>
    public static Option<RoomTransport?> Transport(string description, params string[] words)
    {
        var option = new Option<RoomTransport?>("--transport")
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result => Enum.TryParse<RoomTransport>(result.Tokens[0].Value, ignoreCase: true, out var transport) ? transport : null,
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static Option<int> Port(string name, string description) => Number(name, description, 0, 0, 65535);

    /// <summary>An absolute address with one of these schemes.</summary>
    public static Option<Uri?> Address(string name, string description, params string[] schemes)
    {
        var wanted = string.Join(" or ", schemes.Select(scheme => scheme + "://"));
        return new Option<Uri?>(name)
        {
            Description = description,
            HelpName = "URL",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme, StringComparer.Ordinal))
                {
                    return address;
                }

                result.AddError($"{name} is '{text}'; it must be an address that begins with {wanted}.");
                return null;
            },
        };
    }

    /// <summary>Any other setting of the service; repeatable.</summary>
    public static Option<string[]> Set()
    {
        var option = new Option<string[]>("--set")
        {
            Description = "Any other setting of the service; may be given many times.",
            HelpName = "Section:Key=Value",
            DefaultValueFactory = _ => [],
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
                {
                    result.AddError($"--set is '{token.Value}'; it must look like Section:Key=Value.");
                }
            }
        });
        return option;
    }

    /// <summary>The pairs of <see cref="Set"/>; of one key the last wins.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Pairs(string[]? settings)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings ?? [])
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            pairs[setting[..equals]] = setting[(equals + 1)..];
        }

        return [.. pairs];
    }

    /// <summary>The parts between commas, without blanks and empty ones.</summary>
    public static IReadOnlyList<string> List(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Room ids between commas.</summary>
    public static Option<long[]> RoomIds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,…",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var ids = new List<long>();
            foreach (var part in List(result.Tokens[0].Value))
            {
                if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
                {
                    result.AddError($"{name} has '{part}'; a room id is a number of 19 digits.");
                    return [];
                }

                ids.Add(id);
            }

            return [.. ids];
        },
    };

    /// <summary>One room id.</summary>
    public static Option<long> RoomId(string name, string description)
    {
        var option = new Option<long>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(static result => AtLeastOne(result));
        return option;
    }

    private static void AtLeastOne(OptionResult result)
    {
        if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id < 1)
        {
            result.AddError($"{result.Option.Name} is '{result.Tokens[0].Value}'; a room id is a number of 19 digits.");
        }
    }
}
