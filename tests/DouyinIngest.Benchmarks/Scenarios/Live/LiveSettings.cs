using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>A run of simulator, pipeline and broker.</summary>
internal sealed record LiveSettings
{
    /// <summary>The run's own topics.</summary>
    public required string TopicPrefix { get; init; }

    public int Rooms { get; init; } = 20;

    /// <summary>All rooms together.</summary>
    public double EventsPerSecond { get; init; } = 5_000;

    /// <summary>Then the world stands still.</summary>
    public long Events { get; init; } = 100_000;

    public int Seed { get; init; } = 1;

    /// <summary>A fault plan of the simulator.</summary>
    public string Faults { get; init; } = "";

    public string Profile { get; init; } = SocketProfile.PushV2;

    /// <summary>Short, so that a silent socket is found soon.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    public ValueFormat ValueFormat { get; init; }

    public bool CloudEvents { get; init; }

    /// <summary>Other settings of the service, such as <c>--Kafka:Linger=00:00:00.050</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Follow rooms by their live ids, so that each broadcast is looked up; false: pinned by room id.</summary>
    public bool ByLiveId { get; init; }

    /// <summary>How long the last events may take to arrive after the world stood still.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(60);
}
