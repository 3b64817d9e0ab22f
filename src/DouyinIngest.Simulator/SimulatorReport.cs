using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator;

/// <summary>All counters at one moment.</summary>
internal sealed record SimulatorReport
{
    public required int Rooms { get; init; }

    public required long WorldEvents { get; init; }

    public required bool WorldStopped { get; init; }

    public required OracleCounts Oracle { get; init; }

    public required SimulatorCounters Sockets { get; init; }

    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    public required ConnectFigures Connects { get; init; }

    public required DisruptionFigures Disruptions { get; init; }

    public required GapFigures Gaps { get; init; }

    public required SaidFigures Said { get; init; }

    public static SimulatorReport Of(SimulatorHost host) => new()
    {
        Rooms = host.Rooms.Count,
        WorldEvents = host.WorldEvents,
        WorldStopped = host.WhenWorldStopped.IsCompleted,
        Oracle = host.Oracle.Counts,
        Sockets = host.Counters,
        Faults = host.FaultCounts,
        Connects = host.Connects.Figures(),
        Disruptions = host.Disruptions.Figures(),
        Gaps = GapFigures.Of(host.Gaps),
        Said = host.Said.Figures(),
    };
}
