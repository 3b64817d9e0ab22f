using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>One run of rooms that all go one way.</summary>
internal sealed record TransportSettings
{
    /// <summary>The run's own topics.</summary>
    public required string TopicPrefix { get; init; }

    public required RoomTransport Transport { get; init; }

    public long Events { get; init; } = 6_000;

    public double EventsPerSecond { get; init; } = 300;

    public int Seed { get; init; } = 1;

    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A fault plan of the simulator.</summary>
    public string Faults { get; init; } = "";

    public const int Rooms = 3;

    /// <summary>Sockets are stalled, told to close in both forms, and refused in three: twenty firings in all.</summary>
    public const string HybridPlan =
        "silent@after=40,times=6;close@after=55,times=4;closebody@after=70,times=4;blocked@connect=5,times=2;429@connect=10,times=2;502@connect=14,times=2";

    public LiveSettings ToLive() => new()
    {
        TopicPrefix = TopicPrefix,
        Rooms = Rooms,
        Events = Events,
        EventsPerSecond = EventsPerSecond,
        Seed = Seed,
        Faults = Faults,
        Arguments =
        [
            $"--Ingest:Transport={Transport}",
            $"--Polling:Interval={PollingInterval}",
            "--Polling:UpgradeMinDelay=00:00:01",
            "--Polling:UpgradeMaxDelay=00:00:04",
        ],
    };
}
