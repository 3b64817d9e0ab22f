namespace DouyinIngest.Pipeline.Overview;

/// <summary>How the fleet stands.</summary>
internal sealed record FleetReport
{
    /// <summary>Every process that owns a partition or runs a room, by name.</summary>
    public required IReadOnlyList<InstanceRow> Instances { get; init; }

    /// <summary>Partitions of the checkpoint topic.</summary>
    public required int Partitions { get; init; }

    /// <summary>Those that nobody has claimed.</summary>
    public required int Unowned { get; init; }

    /// <summary>Rooms that ought to run.</summary>
    public required int Desired { get; init; }

    /// <summary>Assignments that are paused.</summary>
    public required int Paused { get; init; }

    /// <summary>Assignments whose value is no JSON object: every pod refuses them.</summary>
    public required int Refused { get; init; }

    /// <summary>Desired rooms with a checkpoint of an owner that reads on.</summary>
    public required int Running { get; init; }

    /// <summary>Desired rooms between two broadcasts.</summary>
    public required int Ended { get; init; }

    /// <summary>Desired rooms that have not published yet, or were closed and not taken up: offline, pending, or nobody's.</summary>
    public required int Waiting { get; init; }

    /// <summary>Rooms with a checkpoint that reads on and no assignment.</summary>
    public required int Unassigned { get; init; }

    /// <summary>Events a second, all rooms.</summary>
    public required double Rate { get; init; }

    /// <summary>Published since the rooms' first checkpoints.</summary>
    public required long Events { get; init; }

    /// <summary>Holes since then.</summary>
    public required long Gaps { get; init; }

    /// <summary>Rooms whose checkpoint had no room for all recent ids.</summary>
    public required int CutCheckpoints { get; init; }
}
