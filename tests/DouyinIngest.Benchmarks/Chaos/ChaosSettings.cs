namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>What a run consists of.</summary>
internal sealed record ChaosSettings
{
    public int Rooms { get; init; } = 100;

    /// <summary>Over all rooms together.</summary>
    public double EventsPerSecond { get; init; } = 1_500;

    public int Pods { get; init; } = 3;

    /// <summary>What the pods divide among themselves: fewer than pods leave some with nothing to run.</summary>
    public int CheckpointPartitions { get; init; } = Rig.ChaosTopics.UsualCheckpointPartitions;

    /// <summary>1 or 3.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>How long the world goes on at least, and until the plan is done.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long it goes on after the last action of the plan.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Fewer is a failure, not a pass.</summary>
    public long MinEvents { get; init; } = 50_000;

    public int Seed { get; init; } = 1;

    /// <summary>No time is judged, and the runtime of pods and simulator compiles each method once: a quarter less work for a start and a short load.</summary>
    public bool ShortLived { get; init; }

    /// <summary>Rooms are listed in the pods' settings, divided evenly: no fleet, nobody takes over.</summary>
    public bool Static { get; init; }

    /// <summary>Which pods reach the brokers and the upstream through the proxy.</summary>
    public ProxyUse Proxy { get; init; }

    /// <summary>Settings of the simulator.</summary>
    public IReadOnlyList<string> Simulator { get; init; } = [];

    /// <summary>Settings of every pod.</summary>
    public IReadOnlyList<string> Pod { get; init; } = [];

    public string Profile { get; init; } = Webcast.Sockets.SocketProfile.PushV2;

    /// <summary>Rooms that ought to be followed at once; null: all.</summary>
    public int? Followed { get; init; }

    /// <summary>Rooms in which something happens, and that must stand on the topics before the load begins; null: all that are followed.</summary>
    public int? Flowing { get; init; }

    /// <summary>How long the last events may take after the world stood still.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(60);
}
