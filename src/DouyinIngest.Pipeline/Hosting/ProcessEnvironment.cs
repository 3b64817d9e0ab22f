using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>The environment's variables, and behind them those of a <c>.env</c> file in the working directory.</summary>
internal sealed class ProcessEnvironment(Func<string, string?> lookup)
{
    public const string File = ".env";

    public Func<string, string?> Lookup { get; } = lookup;

    /// <exception cref="FormatException">The file has a line that is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProcessEnvironment Read() => new(DotEnv.Over(Environment.GetEnvironmentVariable, File));
}
