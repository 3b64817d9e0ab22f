namespace DouyinIngest.Cli.Fleet;

/// <summary>What <c>rooms status</c> was asked.</summary>
internal sealed record RoomsStatusSettings
{
    public required string Brokers { get; init; }

    /// <summary>Live ids; empty: all.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Go on with what changes.</summary>
    public bool Follow { get; init; }

    public bool Json { get; init; }

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
