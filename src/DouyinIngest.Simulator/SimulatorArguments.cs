using System.Globalization;

namespace DouyinIngest.Simulator;

/// <summary>Settings of the process form, from configuration keys (<c>--rooms 20</c>, <c>SIMULATOR__ROOMS=20</c>).</summary>
internal static class SimulatorArguments
{
    private static readonly HashSet<string> Known = new(
        typeof(SimulatorOptions).GetProperties().Select(p => p.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the command line over the environment.</summary>
    /// <exception cref="FormatException">Names the setting that is unknown or cannot be read.</exception>
    public static SimulatorOptions Read(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR__").AddCommandLine(args).Build();
        foreach (var key in configuration.GetChildren().Select(c => c.Key))
        {
            if (!Known.Contains(key))
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Unknown setting '{key}'. Accepted: {string.Join(", ", Known.Order(StringComparer.Ordinal))}."));
            }
        }

        var options = new SimulatorOptions();
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException(e.Message, e);
        }

        return options;
    }
}
