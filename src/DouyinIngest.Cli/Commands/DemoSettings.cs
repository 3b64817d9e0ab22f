namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>demo</c> was asked.</summary>
internal sealed record DemoSettings
{
    /// <summary>How long the world plays.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    public int Rooms { get; init; } = 20;

    /// <summary>Events per second, all rooms together.</summary>
    public int Rate { get; init; } = 2000;

    /// <summary>Bootstrap servers; null embeds a broker.</summary>
    public string? Brokers { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>The simulator's port; 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The service's port for metrics and health; 0: any free one.</summary>
    public int ManagementPort { get; init; }

    public bool Json { get; init; }

    /// <summary>Where a picture of the screen goes; null: nowhere.</summary>
    public string? Screenshot { get; init; }

    /// <summary>More settings of the service, <c>Section:Key=Value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
