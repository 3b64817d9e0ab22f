using System.Globalization;

namespace DouyinIngest.Simulator.Faults;

/// <summary>
/// The text of a fault plan: <c>kind[@key=value,key=value,sticky][;kind@…]</c>, for example
/// <c>drop@after=500,times=3;rst@rate=0.01;stall@after=200,for=10s;blocked@connect=2</c>. Keys: after, rate, times, connect, for
/// (ms, s, m), size (bytes, k, m), room; flag: sticky. Without after, rate or connect the first chance is taken.
/// </summary>
internal static class FaultPlan
{
    private const string Keys = "after, rate, times, connect, for, size, room, sticky";

    /// <summary>Reads a plan; empty text is an empty plan.</summary>
    /// <exception cref="FormatException">Names what is wrong, where, and what is accepted.</exception>
    public static IReadOnlyList<FaultRule> Parse(string text)
    {
        var rules = new List<FaultRule>();
        var column = 1;
        foreach (var part in text.Split(';'))
        {
            if (part.Trim().Length > 0)
            {
                rules.Add(Rule(part.Trim(), column + part.Length - part.TrimStart().Length));
            }

            column += part.Length + 1;
        }

        return rules;
    }

    private static FaultRule Rule(string text, int column)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        if (!FaultNames.TryFind(name, out var kind))
        {
            throw Wrong($"unknown fault '{name}'", column, "one of " + string.Join(", ", FaultNames.All));
        }

        var rule = new FaultRule { Kind = kind };
        var counted = false;
        column += name.Length + 1;
        foreach (var setting in at < 0 ? [] : text[(at + 1)..].Split(','))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? setting : setting[..equals];
            var value = equals < 0 ? "" : setting[(equals + 1)..];
            counted |= key is "after" or "connect";
            rule = Apply(rule, key, value, column);
            column += setting.Length + 1;
        }

        if (counted && rule.Rate is not null)
        {
            throw Wrong($"'{name}' has both a rate and a count", column - 1, "rate, or after/connect");
        }

        return rule.Rate is null && rule.Times is null ? rule with { Times = 1 } : rule;
    }

    private static FaultRule Apply(FaultRule rule, string key, string value, int column) => key switch
    {
        "after" => rule with { After = Whole(key, value, 0, column) },
        "connect" => rule with { After = Whole(key, value, 1, column) - 1, InARow = true },
        "times" => rule with { Times = Whole(key, value, 1, column) },
        "room" => rule with { Room = Whole(key, value, 1, column) },
        "rate" => rule with { Rate = Fraction(key, value, column) },
        "for" => rule with { For = Duration(key, value, column) },
        "size" => rule with { Size = Size(key, value, column) },
        "sticky" when value.Length == 0 => rule with { Sticky = true },
        _ => throw Wrong($"unknown setting '{key}' of '{FaultNames.Of(rule.Kind)}'", column, Keys),
    };

    private static long Whole(string key, string value, long least, int column)
        => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Wrong($"'{key}={value}'", column, $"a whole number from {least} up");

    private static double Fraction(string key, string value, int column)
        => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1
            ? number
            : throw Wrong($"'{key}={value}'", column, "a number above 0 up to 1");

    private static TimeSpan Duration(string key, string value, int column)
    {
        var (digits, unit) = value switch
        {
            [.. var d, 'm', 's'] => (d, TimeSpan.FromMilliseconds(1)),
            [.. var d, 's'] => (d, TimeSpan.FromSeconds(1)),
            [.. var d, 'm'] => (d, TimeSpan.FromMinutes(1)),
            _ => ("", TimeSpan.Zero),
        };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000
            ? number * unit
            : throw Wrong($"'{key}={value}'", column, "a duration such as 500ms, 10s or 2m");
    }

    private static long Size(string key, string value, int column)
    {
        var (digits, unit) = value switch
        {
            [.. var d, 'k'] => (d, 1L << 10),
            [.. var d, 'm'] => (d, 1L << 20),
            _ => (value, 1L),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= (1L << 30) / unit
            ? number * unit
            : throw Wrong($"'{key}={value}'", column, "bytes up to 1 GiB, such as 4096, 512k or 64m");
    }

    private static FormatException Wrong(string what, int column, string accepted)
        => new(string.Create(CultureInfo.InvariantCulture, $"Fault plan, column {column}: {what}. Accepted: {accepted}."));
}
