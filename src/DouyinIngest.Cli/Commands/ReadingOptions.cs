using System.CommandLine;
using System.Globalization;

namespace DouyinIngest.Cli.Commands;

/// <summary>Options of the commands that read topics.</summary>
internal static class ReadingOptions
{
    public static Option<string> Prefix() => new("--topic-prefix")
    {
        Description = "What the event topics' names begin with; without it, douyin.live.",
        HelpName = "PREFIX",
        DefaultValueFactory = _ => "",
    };

    /// <summary>A point in time, or how long ago.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description, TimeProvider time) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Ago(text) is { } ago)
            {
                return time.GetUtcNow() - ago;
            }

            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return at;
            }

            result.AddError($"{name} is '{text}'; it must be a time such as 2026-01-02T03:04:05Z, or how long ago, such as 90s, 15m, 2h or 7d.");
            return null;
        },
    };

    /// <summary><c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>; null for anything else.</summary>
    internal static TimeSpan? Ago(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
