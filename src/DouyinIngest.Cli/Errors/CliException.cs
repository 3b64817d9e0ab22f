namespace DouyinIngest.Cli.Errors;

/// <summary>Ends the program with one line. The message says what, where, and what to do.</summary>
internal sealed class CliException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    public static CliException WrongUse(string message) => new(Errors.ExitCode.WrongUse, message);

    public static CliException Failed(string message, Exception? inner = null) => new(Errors.ExitCode.Failed, message, inner);
}
