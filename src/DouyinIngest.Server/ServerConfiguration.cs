using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Server;

/// <summary>Where settings come from, beside <c>appsettings.json</c>: <c>.env</c>, over it the environment, over both the arguments.</summary>
internal static class ServerConfiguration
{
    /// <exception cref="FormatException"><c>.env</c> has a line that is none.</exception>
    /// <exception cref="IOException"><c>.env</c> cannot be read.</exception>
    public static void AddTo(IConfigurationBuilder configuration, string[] args)
    {
        var variables = DotEnv.Read(ProcessEnvironment.File)
            .Where(variable => variable.Key.StartsWith(SettingsCheck.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                variable => variable.Key[SettingsCheck.EnvironmentPrefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                string? (variable) => variable.Value,
                StringComparer.OrdinalIgnoreCase);
        configuration.AddInMemoryCollection(variables);
        configuration.AddEnvironmentVariables(SettingsCheck.EnvironmentPrefix);
        configuration.AddCommandLine(args);
    }
}
