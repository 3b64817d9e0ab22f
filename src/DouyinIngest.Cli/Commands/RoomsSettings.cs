using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Cli.Commands;

/// <summary>What a command below <c>rooms</c> was asked.</summary>
internal sealed record RoomsSettings
{
    public required string Brokers { get; init; }

    public required RoomsAction Action { get; init; }

    /// <summary>Live URLs, live ids, room ids, short links.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Of <c>import</c>: the file, or <c>-</c> for what is piped in.</summary>
    public string File { get; init; } = "";

    public RoomWishes Wishes { get; init; } = new();

    /// <summary>Another upstream to look rooms up at.</summary>
    public Uri? Upstream { get; init; }

    public bool Json { get; init; }

    /// <summary>More settings, <c>Kafka:Client:security.protocol=SSL</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
