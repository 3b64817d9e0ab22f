namespace DouyinIngest.Cli.Verify;

/// <summary>What <c>verify</c> was asked.</summary>
internal sealed record VerifySettings
{
    public required string Brokers { get; init; }

    /// <summary>By the records' timestamps; null: the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first time that is left out; null: the end that the topics have now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A simulator; null: nobody knows what was true.</summary>
    public Uri? Oracle { get; init; }

    /// <summary>Only these broadcasts are held against the oracle, and read; empty: all.</summary>
    public IReadOnlyList<long> Rooms { get; init; } = [];

    /// <summary>Shows what transactions have not committed, too.</summary>
    public bool Uncommitted { get; init; }

    /// <summary>Repetitions are as promised.</summary>
    public bool AllowDuplicates { get; init; }

    public bool Json { get; init; }

    /// <summary>What the event topics' names begin with; empty: as the service has it.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
