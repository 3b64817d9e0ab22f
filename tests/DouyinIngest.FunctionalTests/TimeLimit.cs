namespace DouyinIngest.FunctionalTests;

/// <summary>Milliseconds that a test may take, many times what it needs: a test that hangs is a failure with a name.</summary>
internal static class TimeLimit
{
    public const int Test = 60_000;

    /// <summary>Of tests that pass tens of thousands of events.</summary>
    public const int Load = 120_000;
}
