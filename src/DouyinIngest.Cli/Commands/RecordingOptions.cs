using System.CommandLine;
using System.Globalization;

namespace DouyinIngest.Cli.Commands;

/// <summary>Options of the commands that play recordings.</summary>
internal static class RecordingOptions
{
    private const double Slowest = 0.001;
    private const double Fastest = 1_000_000;

    public static Option<double> Speed() => new("--speed")
    {
        Description = "How many times as fast as it was recorded; 0: as fast as it goes.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times is 0 or (>= Slowest and <= Fastest))
            {
                return times;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"--speed is '{text}'; it must be 0, or a number from {Slowest} to {Fastest}."));
            return 1;
        },
    };
}
