using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>What a run's topics are like, held against the oracle.</summary>
internal sealed record ChaosFigures
{
    public required ReconciliationReport Report { get; init; }

    /// <summary>What was left out on purpose.</summary>
    public required LeftOut LeftOut { get; init; }

    /// <summary>Missing, in no hole, and not left out on purpose.</summary>
    public long Lost => Report.Lost - LeftOut.Missing;

    /// <summary>Records read, repetitions included.</summary>
    public required long Records { get; init; }

    /// <summary>Records too many, before any dedupe.</summary>
    public required long Extra { get; init; }

    /// <summary>Events that the upstream gave to nobody any more: not lost by us, but missing. The oracle's true gap.</summary>
    public required long GapEvents { get; init; }

    /// <summary>The times that the upstream no longer knew a room's place and events happened in between, and what the service told of them.</summary>
    public required GapDifference Gaps { get; init; }

    /// <summary>Events under ids that were never true, and ids under which two different things stand.</summary>
    public required long DuplicatesAfterDedupe { get; init; }

    /// <summary>First records that stand behind one of their room and kind that happened later.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>From happening to appending, 99 of 100 events of rooms that are not much busier than others.</summary>
    public required TimeSpan QuietP99 { get; init; }

    /// <summary>Of the rooms whose first connection lasted: what the others' fault cost them.</summary>
    public required SparedLatency Spared { get; init; }

    public required TimeSpan SilenceMedian { get; init; }

    public required TimeSpan SilenceP99 { get; init; }

    public required TimeSpan SilenceMax { get; init; }

    /// <summary>From the end of the fault until every room's later events came; null: nothing to recover from. Max value: one never did.</summary>
    public required TimeSpan? Recovery { get; init; }
}
