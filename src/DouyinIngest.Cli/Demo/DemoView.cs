using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Demo;

/// <summary>What the demo's screen shows at one moment.</summary>
internal sealed record DemoView
{
    /// <summary>What the demo is doing: playing, draining, reading back.</summary>
    public required string Phase { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long the world plays.</summary>
    public required TimeSpan Planned { get; init; }

    /// <summary>Bootstrap servers.</summary>
    public required string Brokers { get; init; }

    /// <summary>A command that reads one of the topics.</summary>
    public required string KcatLine { get; init; }

    /// <summary>Where the service's metrics and health are; empty when nowhere.</summary>
    public string Management { get; init; } = "";

    public IReadOnlyList<DemoRoom> Rooms { get; init; } = [];

    public IReadOnlyList<DemoKind> Kinds { get; init; } = [];

    /// <summary>Receive → broker ack; null before the first.</summary>
    public TimeSpan? LatencyP50 { get; init; }

    public TimeSpan? LatencyP99 { get; init; }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<DemoLine> Chats { get; init; } = [];

    /// <summary>Newest last.</summary>
    public IReadOnlyList<DemoLine> Gifts { get; init; } = [];

    public long OnKafka => Kinds.Sum(kind => kind.Total);

    public double Rate => Kinds.Sum(kind => kind.PerSecond);

    public int Reconnects => Rooms.Sum(room => room.Reconnects);

    /// <summary>How many rooms are in each state, most first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Connections =>
        [.. Rooms.CountBy(room => room.State, StringComparer.Ordinal).OrderByDescending(state => state.Value).ThenBy(state => state.Key, StringComparer.Ordinal)];
}

/// <summary>One room's row.</summary>
/// <param name="LiveId">The live id.</param>
/// <param name="State">Streaming, BackingOff, …</param>
/// <param name="Events">On Kafka.</param>
/// <param name="PerSecond">On Kafka.</param>
/// <param name="Reconnects">Sessions after the first.</param>
internal sealed record DemoRoom(string LiveId, string State, long Events, double PerSecond, int Reconnects);

/// <summary>One kind's row.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Total">Records on Kafka.</param>
/// <param name="PerSecond">Records on Kafka.</param>
internal sealed record DemoKind(EventKind Kind, long Total, double PerSecond);

/// <summary>A chat line or a gift.</summary>
/// <param name="Who">Name as the upstream shows it.</param>
/// <param name="What">What was said or given.</param>
internal sealed record DemoLine(string Who, string What);
