using System.Globalization;
using System.Net;

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

        foreach (var (name, allowed, accepted) in Ranges(options))
        {
            if (!allowed)
            {
                throw new FormatException($"Setting '{name}' is out of its range. Accepted: {accepted}.");
            }
        }

        return options;
    }

    private static IEnumerable<(string Name, bool Allowed, string Accepted)> Ranges(SimulatorOptions options) =>
    [
        (nameof(options.Host), IPAddress.TryParse(options.Host, out _), "an address, such as 127.0.0.1 or 0.0.0.0"),
        (nameof(options.Port), options.Port is >= 0 and <= 65535, "0 to 65535"),
        (nameof(options.Rooms), options.Rooms is > 0 and <= 100_000, "1 to 100000"),
        (nameof(options.EventsPerSecond), options.EventsPerSecond is >= 0 and <= 1_000_000, "0 to 1000000"),
        (nameof(options.TickInterval), options.TickInterval >= TimeSpan.FromMilliseconds(1) && options.TickInterval <= TimeSpan.FromMinutes(1), "1 ms to 1 min"),
        (nameof(options.BatchSize), options.BatchSize > 0, "1 up"),
        (nameof(options.MaxEvents), options.MaxEvents is null or > 0, "1 up"),
        (nameof(options.SendWindow), options.SendWindow > 0, "1 up"),
        (nameof(options.HistorySize), options.HistorySize >= 0, "0 up"),
        (nameof(options.CursorAge), options.CursorAge is null || options.CursorAge > TimeSpan.Zero, "more than 0"),
        (nameof(options.Replay), options.Replay >= 0, "0 up"),
        (nameof(options.ActiveRooms), options.ActiveRooms is null || (options.ActiveRooms > 0 && options.ActiveRooms <= options.Rooms), "1 to Rooms"),
        (nameof(options.HotRoom), options.HotRoom is >= 0 and <= 1_000_000, "0 to 1000000"),
        (nameof(options.OfflineRooms), options.OfflineRooms >= 0 && options.OfflineRooms <= options.Rooms, "0 to Rooms"),
        (nameof(options.CredentialLimit), options.CredentialLimit is null or > 0, "1 up"),
        (nameof(options.CredentialLimits), options.CredentialLimits.Values.All(limit => limit > 0), "1 up, each"),
        (nameof(options.FetchInterval), options.FetchInterval >= TimeSpan.Zero && options.FetchInterval <= TimeSpan.FromHours(1), "0 to 1 h"),
        (nameof(options.FetchBatches), options.FetchBatches > 0, "1 up"),
        ("Platform:Webhooks", options.Platform.Webhooks.Split(',', StringSplitOptions.RemoveEmptyEntries).All(url => Uri.TryCreate(url.Trim(), UriKind.Absolute, out var at) && at.Scheme is "http" or "https"), "http URLs by comma"),
        ("Platform:EventsPerSecond", options.Platform.EventsPerSecond is >= 0 and <= 100_000, "0 to 100000"),
        ("Platform:BatchSize", options.Platform.BatchSize is > 0 and <= 1000, "1 to 1000"),
        ("Platform:Shares", new[] { options.Platform.Repeats, options.Platform.Forged, options.Platform.Stale, options.Platform.Missed, options.Platform.ApiFailures }.All(share => share is >= 0 and <= 1), "0 to 1, each of Repeats, Forged, Stale, Missed and ApiFailures"),
        ("Platform:MostAtOnce", options.Platform.MostAtOnce is > 0 and <= 1000, "1 to 1000"),
        (nameof(options.ReplayDepth), options.ReplayDepth > 0, "1 up"),
    ];
}
