using System.Collections;
using System.Globalization;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Holds what was read from the topics against what was true. Pure.</summary>
internal static class Reconciler
{
    /// <summary>How many findings are spelt out.</summary>
    private const int MaxFindings = 10;

    /// <param name="oracle">What was true, room by room; walked once.</param>
    /// <param name="topics">What was read.</param>
    public static ReconciliationReport Reconcile(IEnumerable<OracleRoom> oracle, ReadBack topics)
    {
        var tally = new Tally(topics, MaxFindings);
        foreach (var room in oracle)
        {
            tally.Add(room);
        }

        return tally.Report();
    }

    private sealed class Tally(ReadBack topics, int maxFindings)
    {
        private readonly List<string> _findings = [];
        private readonly Dictionary<Webcast.Events.EventKind, long> _kinds = EventKinds.All.ToDictionary(kind => kind, _ => 0L);
        private readonly Dictionary<long, long> _lostByRoom = [];
        private readonly HashSet<int> _combosOfTruth = [];
        private readonly BitArray _true = new((int)topics.Distinct);
        private long _emitted;
        private long _onKafka;
        private long _unclaimed;
        private long _combos;
        private long _mismatches;
        private long _wrongKinds;
        private long _altered;
        private long _inverted;
        private long _phantoms;
        private long _twoIds;

        public void Add(OracleRoom room)
        {
            // The oracle's order binds only what was read in the same millisecond: frames may come in another order than they were made in.
            var last = new ReadBack.Entry?[8];
            foreach (var e in room.Events)
            {
                var entry = topics.Find(e.EventId);
                if (entry is { } found)
                {
                    _true[found.Ordinal] = true;
                    Compare(e, found, ref last[(int)e.Kind]);
                }

                if (!e.Offered)
                {
                    _unclaimed += entry is null ? 0 : 1;
                    continue;
                }

                _emitted++;
                if (entry is null)
                {
                    _lostByRoom[room.RoomId] = _lostByRoom.GetValueOrDefault(room.RoomId) + 1;
                    Note($"lost: {EventKinds.Word(e.Kind)} {e.EventId}");
                    continue;
                }

                _onKafka++;
                _kinds[e.Kind]++;
            }

            _combos += room.Combos.Count;
            _mismatches += GiftCheck.Compare(room, topics, _combosOfTruth, finding => Note($"{finding}"));
        }

        public ReconciliationReport Report()
        {
            for (var number = 0; number < topics.Combos.Count; number++)
            {
                if (!_combosOfTruth.Contains(number))
                {
                    _mismatches++;
                    Note($"gift: a combo on the topics belongs to no event that was true");
                }
            }

            JudgeStrangers();
            if (topics.Repeated.Ids > 0)
            {
                Note($"duplicate: {topics.Repeated.Ids} event ids stand more than once ({topics.Repeated.Extra} records too many)");
            }

            return new ReconciliationReport
            {
                Emitted = _emitted,
                OnKafka = _onKafka,
                Derived = topics.Derived,
                Duplicates = topics.Repeated.Ids,
                Unclaimed = _unclaimed,
                Phantoms = _phantoms,
                TwoIds = _twoIds,
                WrongKinds = _wrongKinds,
                Altered = _altered,
                Contradictions = topics.Contradictions,
                OutOfOrder = topics.OutOfOrder + topics.EpochsBack,
                Inverted = _inverted,
                GiftCombos = _combos,
                GiftMismatches = _mismatches,
                Kinds = _kinds,
                LostByRoom = _lostByRoom,
                Findings = _findings,
            };
        }

        private void Compare(in OracleEvent e, in ReadBack.Entry found, ref ReadBack.Entry? last)
        {
            if (e.Offered && found.Kind != e.Kind)
            {
                _wrongKinds++;
                Note($"kind: {e.EventId} is {EventKinds.Word(e.Kind)} and stands as {EventKinds.Word(found.Kind)}");
            }
            else if (e.Facts is { } facts && found.Facts != 0 && facts != found.Facts)
            {
                _altered++;
                Note($"altered: {EventKinds.Word(e.Kind)} {e.EventId} does not say what was true");
            }

            if (last is { } before && before.Received == found.Received && before.Ordinal > found.Ordinal)
            {
                _inverted++;
                Note($"order: {EventKinds.Word(e.Kind)} {e.EventId} happened later than the one behind it, and both came at once");
            }

            last = found;
        }

        /// <summary>What the oracle does not know is a phantom, or a true event that stands under a second id.</summary>
        private void JudgeStrangers()
        {
            var strangers = new Dictionary<int, long>();
            foreach (var entry in topics.Entries)
            {
                if (!entry.Derived && !_true[entry.Ordinal])
                {
                    strangers[entry.Content] = strangers.GetValueOrDefault(entry.Content) + 1;
                    _phantoms++;
                }
            }

            if (_phantoms == 0)
            {
                return;
            }

            foreach (var entry in topics.Entries)
            {
                if (!entry.Derived && entry.Content != 0 && _true[entry.Ordinal] && strangers.Remove(entry.Content, out var ids))
                {
                    _twoIds += ids;
                    _phantoms -= ids;
                }
            }

            if (_phantoms > 0)
            {
                Note($"phantom: {_phantoms} event ids on the topics were never true");
            }

            if (_twoIds > 0)
            {
                Note($"two ids: {_twoIds} true events stand under a second id");
            }
        }

        private void Note(FormattableString finding)
        {
            if (_findings.Count < maxFindings)
            {
                _findings.Add(finding.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
