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
        long combos = 0;
        long mismatches = 0;
        foreach (var room in oracle)
        {
            for (var i = 0; i < room.Events.Count; i++)
            {
                var e = room.Events[i];
                var entry = topics.Find(e.EventId);
                knownIds += entry is null ? 0 : 1;
                if (i < room.OfferedFrom)
                {
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
                    Note($"kind: {e.EventId} is {EventKinds.Word(e.Kind)} and stands as {EventKinds.Word(entry.Value.Kind)}");
                }
            }

            foreach (var combo in room.Combos)
            {
                combos++;
                var sum = topics.Combos.GetValueOrDefault((combo.RoomId, combo.ComboId));
                if (sum.Max != combo.Total || sum.Sum != combo.Total)
                {
                    mismatches++;
                    Note(Text($"gift: combo {combo.ComboId} has {combo.Total} pieces; on the topics max(total) {sum.Max}, sum(count) {sum.Sum}"));
                }
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
            Phantoms = phantoms,
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
