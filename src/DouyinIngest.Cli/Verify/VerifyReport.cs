using System.Globalization;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Verify;

/// <summary>How far topics can be trusted.</summary>
internal sealed record VerifyReport
{
    /// <summary>Records of the event topics, repetitions included.</summary>
    public required long Records { get; init; }

    /// <summary>Event ids.</summary>
    public required long Distinct { get; init; }

    /// <summary>Event ids that the ingester made itself.</summary>
    public required long Derived { get; init; }

    /// <summary>Records by kind, repetitions included; all seven.</summary>
    public required IReadOnlyDictionary<EventKind, long> Kinds { get; init; }

    /// <summary>Ids that stand more than once.</summary>
    public required long RepeatedIds { get; init; }

    /// <summary>Records too many: those that a dedupe by id drops.</summary>
    public required long RepeatedRecords { get; init; }

    /// <summary>Ids of which two records say different things.</summary>
    public required long Contradictions { get; init; }

    /// <summary>Records received before one of the same room, kind and epoch in front of them.</summary>
    public required long Disorder { get; init; }

    /// <summary>Records of an earlier owner behind those of a later one.</summary>
    public required long EpochsBack { get; init; }

    /// <summary>Rooms and kinds on more than one partition.</summary>
    public required long Split { get; init; }

    /// <summary>Records that are no events.</summary>
    public required long Unreadable { get; init; }

    /// <summary>Gift combos judged.</summary>
    public required long Combos { get; init; }

    /// <summary>Gift combos that had begun before what was read.</summary>
    public required long CombosCut { get; init; }

    /// <summary>Combos whose largest total is not the sum of their counts, each id once.</summary>
    public required long UnequalCombos { get; init; }

    /// <summary>The holes that the service has told of, in the order of time.</summary>
    public required IReadOnlyList<GapRow> Gaps { get; init; }

    /// <summary>Every broadcast, by room id; those of which everything was lost, too.</summary>
    public required IReadOnlyList<RoomRow> Rooms { get; init; }

    /// <summary>Against an oracle; null without one.</summary>
    public ReconciliationReport? Truth { get; init; }

    /// <summary>The first few findings, each a line for a person.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>What a dedupe by id cannot mend: one id with two contents, one true event under two ids.</summary>
    public long DuplicatesAfterDedupe => Contradictions + (Truth?.TwoIds ?? 0);

    /// <summary>The longest silence of any room; null when that was not asked for.</summary>
    public TimeSpan? Silence => Rooms.Max(room => room.Silence);

    /// <summary>What is wrong, in words; empty when all is well. Holes that were told of are not: a reader can mask them.</summary>
    /// <param name="allowDuplicates">Repetitions that a dedupe by id drops are as promised.</param>
    public IReadOnlyList<string> Problems(bool allowDuplicates)
    {
        var problems = new List<string>();
        if (Records == 0)
        {
            // Nothing is no proof of anything: a range without events looks like a mistyped one.
            problems.Add("no record was read");
        }

        Say(Truth?.Lost ?? 0, "lost");
        Say(Truth?.Phantoms ?? 0, "never true");
        Say(Truth?.TwoIds ?? 0, "under two ids");
        Say(Truth?.Altered ?? 0, "altered");
        Say(Truth?.WrongKinds ?? 0, "of another kind");
        Say(Truth?.Inverted ?? 0, "in another order than they happened in");
        Say(Truth?.GiftMismatches ?? 0, "gift combos not as they were");
        Say(allowDuplicates ? 0 : RepeatedIds, "ids repeated");
        Say(Contradictions, "ids with two contents");
        Say(Disorder, "out of order");
        Say(EpochsBack, "behind a later owner's");
        Say(Split, "rooms and kinds on two partitions");
        Say(UnequalCombos, "gift combos whose totals disagree");
        Say(Unreadable, "unreadable");
        return problems;

        void Say(long count, string what)
        {
            if (count > 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}"));
            }
        }
    }
}
