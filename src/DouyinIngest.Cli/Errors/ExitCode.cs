namespace DouyinIngest.Cli.Errors;

/// <summary>What the program says to the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was asked rightly and did not come out well.</summary>
    public const int Failed = 1;

    /// <summary>It was asked wrongly.</summary>
    public const int WrongUse = 2;
}
