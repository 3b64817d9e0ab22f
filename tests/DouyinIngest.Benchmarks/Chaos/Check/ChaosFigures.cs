using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>What a run's topics are like, held against the oracle.</summary>
internal sealed record ChaosFigures
{
    public required ReconciliationReport Report { get; init; }

    /// <summary>Lost events by kind; kinds of which none is lost are not named.</summary>
    public required IReadOnlyDictionary<EventKind, long> LostKinds { get; init; }

    /// <summary>Records read, repetitions included.</summary>
    public required long Records { get; init; }

    /// <summary>Records too many, before any dedupe.</summary>
    public required long Extra { get; init; }

    /// <summary>Events that the upstream gave to nobody any more: not lost by us, but missing. The oracle's true gap.</summary>
    public required long GapEvents { get; init; }

    /// <summary>Times that the upstream no longer knew a room's place and events happened in between.</summary>
    public required int Gaps { get; init; }

    /// <summary>Those that the service did not tell of.</summary>
    public required int UntoldGaps { get; init; }

    /// <summary>Those that the service told of and that were none.</summary>
    public required int FalseGaps { get; init; }

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
