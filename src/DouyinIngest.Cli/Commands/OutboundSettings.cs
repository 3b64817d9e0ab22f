namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>outbound send</c> or <c>outbound results</c> was asked.</summary>
internal sealed record OutboundSettings
{
    public required string Brokers { get; init; }

    /// <summary>Of <c>send</c>: the room; null: show results.</summary>
    public string? Room { get; init; }

    /// <summary>Of <c>send</c>: the line.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of <c>send</c>: a name for the line, found again in its results.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of <c>send</c>: how long the result is awaited; zero: not at all.</summary>
    public TimeSpan Wait { get; init; }

    public bool Json { get; init; }

    /// <summary>More settings.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
