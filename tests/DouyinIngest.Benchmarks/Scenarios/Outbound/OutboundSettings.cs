namespace DouyinIngest.Benchmarks.Scenarios.Outbound;

/// <summary>How many lines are ordered, and who says them.</summary>
internal sealed record OutboundSettings
{
    public required string Prefix { get; init; }

    public int Lines { get; init; } = 200;

    public int Rooms { get; init; } = 10;

    public int Pods { get; init; } = 3;

    /// <summary>After so many results one of the pods is killed.</summary>
    public int KillAfter { get; init; } = 80;

    /// <summary>What the site does to lines meanwhile.</summary>
    public string Faults { get; init; } = "chatreset@rate=0.04;chatlimited@rate=0.04;chat502@rate=0.02;chathtml@rate=0.02";

    /// <summary>For all of it, from the first line on.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);
}
