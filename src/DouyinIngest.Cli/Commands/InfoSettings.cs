namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>info</c> was asked.</summary>
internal sealed record InfoSettings
{
    /// <summary>The room and its upstream, as for <c>watch</c>.</summary>
    public required WatchSettings Room { get; init; }
}
