namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>credentials set</c> or <c>credentials list</c> was asked.</summary>
internal sealed record CredentialsSettings
{
    public required string Brokers { get; init; }

    /// <summary>Of <c>set</c>: which credential; null: only list.</summary>
    public string? Name { get; init; }

    /// <summary>Rooms that the upstream grants it; 0: no limit.</summary>
    public int Limit { get; init; }

    /// <summary>How many of them stay free for handovers.</summary>
    public int Reserve { get; init; }

    public bool Json { get; init; }

    /// <summary>More settings.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
