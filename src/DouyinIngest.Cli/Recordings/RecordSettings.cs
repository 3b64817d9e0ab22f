using DouyinIngest.Cli.Commands;

namespace DouyinIngest.Cli.Recordings;

/// <summary>What <c>record</c> was asked.</summary>
internal sealed record RecordSettings
{
    /// <summary>Which room, and how it is followed.</summary>
    public required WatchSettings Room { get; init; }

    /// <summary>The file that is made.</summary>
    public required string File { get; init; }

    /// <summary>Without names, ids and words of people.</summary>
    public bool Scrub { get; init; }

    /// <summary>Ends after this time; null: goes on.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>Ends when the file is so large, in MiB.</summary>
    public int MaxMebibytes { get; init; } = 1024;
}
