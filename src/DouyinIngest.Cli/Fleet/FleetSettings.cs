namespace DouyinIngest.Cli.Fleet;

/// <summary>What <c>fleet</c> was asked.</summary>
internal sealed record FleetSettings
{
    public required string Brokers { get; init; }

    public bool Json { get; init; }

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
