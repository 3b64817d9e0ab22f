namespace DouyinIngest.Pipeline.Overview;

/// <summary>The whole fleet at one moment, as its topics tell it.</summary>
internal sealed record FleetOverview
{
    /// <summary>Nothing is known.</summary>
    public static FleetOverview None { get; } = new();

    /// <summary>Rooms with a checkpoint, or that were told of, by live id.</summary>
    public IReadOnlyDictionary<string, RoomStanding> Rooms { get; init; } = new Dictionary<string, RoomStanding>(StringComparer.Ordinal);

    /// <summary>Who owns each partition, by its number.</summary>
    public IReadOnlyDictionary<int, ClaimRow> Claims { get; init; } = new Dictionary<int, ClaimRow>();

    /// <summary>Every process that owns a partition or runs a room, by name.</summary>
    public IReadOnlyList<InstanceRow> Instances { get; init; } = [];

    /// <summary>The topics were read to their ends at least once.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Why nothing more comes; empty while all is well.</summary>
    public string Trouble { get; init; } = "";
}
