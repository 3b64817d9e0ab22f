namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>One wrong input.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Assembly">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Expected">What the message must name, each.</param>
internal sealed record BadInputCase(string Name, string Assembly, IReadOnlyList<string> Arguments, params IReadOnlyList<string> Expected)
{
    /// <summary>Where it is started; empty: where we are.</summary>
    public string Folder { get; init; } = "";
}
