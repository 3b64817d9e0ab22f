using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What stands on the topics, held against what was true.</summary>
internal sealed record ReconciliationReport
{
    /// <summary>Events that were true, from the first one offered to a room's first connection on.</summary>
    public required long Emitted { get; init; }

    /// <summary>How many of their ids stand on the topics.</summary>
    public required long OnKafka { get; init; }

    /// <summary>Event ids that the ingester made itself.</summary>
    public required long Derived { get; init; }

    public long Lost => Emitted - OnKafka;

    /// <summary>Event ids that stand on the topics more than once, before any dedupe.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Event ids on the topics that were true and that nobody had a claim to: offered to an earlier, unused connection.</summary>
    public required long Unclaimed { get; init; }

    /// <summary>Event ids on the topics that were never true and that the ingester does not call its own.</summary>
    public required long Phantoms { get; init; }

    /// <summary>True events that stand on the topics under a second id, which no dedupe by id can find.</summary>
    public long TwoIds { get; init; }

    /// <summary>Events that do not say on the topics what was true.</summary>
    public long Altered { get; init; }

    /// <summary>Ids of which two records say different things.</summary>
    public long Contradictions { get; init; }

    /// <summary>Events that were read in one millisecond and stand in another order than they happened in.</summary>
    public long Inverted { get; init; }

    /// <summary>The rooms that lost something, and how many events.</summary>
    public IReadOnlyDictionary<long, long> LostByRoom { get; init; } = new Dictionary<long, long>();

    /// <summary>Events that stand on the topic of another kind than theirs.</summary>
    public required long WrongKinds { get; init; }

    /// <summary>Records of a room and kind that stand behind one of a later owner, or behind one of the same owner that was received later.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Gift combos compared.</summary>
    public required long GiftCombos { get; init; }

    /// <summary>Combos whose largest total or whose sum of counts is not what was true, and those that were never true.</summary>
    public required long GiftMismatches { get; init; }

    public bool GiftTotalsEqual => GiftMismatches == 0;

    /// <summary>The emitted events that stand on the topics, by kind; all seven.</summary>
    public required IReadOnlyDictionary<EventKind, long> Kinds { get; init; }

    /// <summary>The first few findings, each a line for a person.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public bool IsClean => Lost == 0 && Duplicates == 0 && TwoIds == 0 && Altered == 0 && Phantoms == 0 && WrongKinds == 0 && OutOfOrder == 0 && GiftTotalsEqual;
}
