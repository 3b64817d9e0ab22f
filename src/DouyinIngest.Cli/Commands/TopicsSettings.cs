namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>topics create</c> or <c>topics list</c> was asked.</summary>
internal sealed record TopicsSettings
{
    public required string Brokers { get; init; }

    /// <summary>Make what is missing; else only look.</summary>
    public bool Create { get; init; }

    /// <summary>What the event topics' names begin with; empty: as the service has it.</summary>
    public string Prefix { get; init; } = "";

    public bool Json { get; init; }

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
