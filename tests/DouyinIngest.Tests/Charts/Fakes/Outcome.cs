namespace DouyinIngest.Tests.Charts.Fakes;

/// <summary>What a program said, and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public bool IsSuccess => ExitCode == 0;

    public string Said => Output + Errors;
}
