using DouyinIngest.Pipeline.Control;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>
/// Refuses settings that are misspelt or of the wrong type, all of them at once, with the nearest right name. Looks at what was meant for
/// us: JSON files, arguments, values set in code, and environment variables with our prefix; what else the environment holds is not ours.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>What variables of the environment begin with that are settings of ours.</summary>
    public const string EnvironmentPrefix = "DOUYIN_INGEST__";

    /// <summary>Top-level keys that the host itself reads.</summary>
    private static readonly string[] OfHost = ["Logging", "AllowedHosts", "Urls", "environment", "applicationName", "contentRoot"];

    /// <summary>The mistakes; none when all is well.</summary>
    public static IReadOnlyList<string> Mistakes(IConfigurationRoot configuration, IReadOnlyCollection<KnownSettings> known)
    {
        var mistakes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var provider in configuration.Providers.Where(IsOurs))
        {
            foreach (var (key, value) in Values(provider, null))
            {
                if (Mistake(key.Split(ConfigurationPath.KeyDelimiter), value, known) is { } mistake)
                {
                    mistakes.Add(mistake);
                }
            }
        }

        return [.. mistakes];
    }

    internal static string? Mistake(string[] path, string? value, IReadOnlyCollection<KnownSettings> known)
    {
        if (OfHost.Contains(path[0], StringComparer.OrdinalIgnoreCase))
        {
            return known.FirstOrDefault(section => Is(section, path[0])) is { } overlaid && path.Length == 2 ? overlaid.Mistake(path[1..], value) : null;
        }

        var section = known.FirstOrDefault(candidate => Is(candidate, path[0]));
        return section is null
            ? $"{path[0]} is no section of the settings; the nearest is {EditDistance.Nearest(path[0], known.Select(candidate => candidate.Name))}."
            : section.Mistake(path[1..], value);
    }

    private static bool Is(KnownSettings section, string name) => string.Equals(section.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider or CommandLineConfigurationProvider or MemoryConfigurationProvider => true,
        EnvironmentVariablesConfigurationProvider variables => variables.ToString()!.Contains(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static IEnumerable<(string Key, string? Value)> Values(IConfigurationProvider provider, string? path)
    {
        foreach (var child in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = path is null ? child : ConfigurationPath.Combine(path, child);
            if (provider.TryGet(key, out var value) && value is not null)
            {
                yield return (key, value);
            }

            foreach (var below in Values(provider, key))
            {
                yield return below;
            }
        }
    }
}
