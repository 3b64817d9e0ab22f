namespace DouyinIngest.Cli.DeadLetters;

/// <summary>What <c>deadletters list</c> or <c>deadletters replay</c> was asked.</summary>
internal sealed record DeadLettersSettings
{
    public required string Brokers { get; init; }

    /// <summary>Publish them once more; else only list.</summary>
    public bool Replay { get; init; }

    /// <summary>By when they were put there; null: all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>frame, message or record; null: any.</summary>
    public string? Stage { get; init; }

    /// <summary>One of the closed set; null: any.</summary>
    public string? Reason { get; init; }

    /// <summary>In the place of the topics where they belong; null: there.</summary>
    public string? ToTopic { get; init; }

    /// <summary>Only say what would be done.</summary>
    public bool DryRun { get; init; }

    public bool Json { get; init; }

    /// <summary>What the event topics' names begin with; empty: as the service has it.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];

    /// <summary>Whether this one is meant.</summary>
    public bool Wants(DeadLetter letter) => (Stage is null || string.Equals(Stage, letter.Stage, StringComparison.Ordinal))
        && (Reason is null || string.Equals(Reason, letter.Reason, StringComparison.Ordinal));
}
