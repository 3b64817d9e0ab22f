using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>ingest</c> was asked.</summary>
internal sealed record IngestSettings
{
    public required string Brokers { get; init; }

    /// <summary>Live URLs, live ids, short links.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Room ids that need no looking up.</summary>
    public IReadOnlyList<long> RoomIds { get; init; } = [];

    /// <summary>How the rooms are followed; null: as by default.</summary>
    public RoomTransport? Transport { get; init; }

    public Uri? Upstream { get; init; }

    public Uri? SocketUrl { get; init; }

    /// <summary>More settings of the service, <c>Section:Key=Value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> More { get; init; } = [];
}
