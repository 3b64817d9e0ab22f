using System.Globalization;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Holds what was read from the topics against what was true. Pure.</summary>
internal static class Reconciler
{
    /// <summary>How many findings are spelt out.</summary>
    private const int MaxFindings = 10;

    public static ReconciliationReport Reconcile(IEnumerable<OracleRoom> oracle, ReadBack topics)
    {
        var findings = new List<string>();
        var kinds = EventKinds.All.ToDictionary(kind => kind, _ => 0L);
        long emitted = 0;
        long onKafka = 0;
        long knownIds = 0;
        long unclaimed = 0;
        long combos = 0;
        long mismatches = 0;
        long wrongKinds = 0;
        var claimed = new HashSet<int>();
        foreach (var room in oracle)
        {
            foreach (var e in room.Events)
            {
                var entry = topics.Find(e.EventId);
                knownIds += entry is { Derived: false } ? 1 : 0;
                if (!e.Offered)
                {
                    unclaimed += entry is null ? 0 : 1;
                    continue;
                }

                emitted++;
                if (entry is null)
                {
                    Note($"lost: {EventKinds.Word(e.Kind)} {e.EventId}");
                    continue;
                }

                onKafka++;
                kinds[e.Kind]++;
                if (entry.Value.Kind != e.Kind)
                {
                    wrongKinds++;
                    Note($"kind: {e.EventId} is {EventKinds.Word(e.Kind)} and stands as {EventKinds.Word(entry.Value.Kind)}");
                }
            }

            combos += room.Combos.Count;
            mismatches += GiftCheck.Compare(room, topics, claimed, Note);
        }

        for (var number = 0; number < topics.Combos.Count; number++)
        {
            if (!claimed.Contains(number))
            {
                mismatches++;
                Note("gift: a combo on the topics belongs to no event that was true");
            }
        }

        var phantoms = topics.Distinct - topics.Derived - knownIds;
        if (phantoms > 0)
        {
            Note(Text($"phantom: {phantoms} event ids on the topics were never true"));
        }

        if (topics.Repeated.Ids > 0)
        {
            Note(Text($"duplicate: {topics.Repeated.Ids} event ids stand more than once ({topics.Repeated.Extra} records too many)"));
        }

        return new ReconciliationReport
        {
            Emitted = emitted,
            OnKafka = onKafka,
            Derived = topics.Derived,
            Duplicates = topics.Repeated.Ids,
            Unclaimed = unclaimed,
            Phantoms = phantoms,
            WrongKinds = wrongKinds,
            OutOfOrder = topics.OutOfOrder,
            GiftCombos = combos,
            GiftMismatches = mismatches,
            Kinds = kinds,
            Findings = findings,
        };

        void Note(string finding)
        {
            if (findings.Count < MaxFindings)
            {
                findings.Add(finding);
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
