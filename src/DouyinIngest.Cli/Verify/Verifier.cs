using System.Globalization;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Cli.Verify;

/// <summary>
/// Says how far topics can be trusted: fed record by record, those of one partition in order, then asked. Knows no Kafka. One caller at a time.
/// </summary>
/// <param name="withSilence">Keeps each room's times of appending, for <see cref="RoomRow.Silence"/>.</param>
internal sealed class Verifier(bool withSilence = false)
{
    private const int MaxFindings = 20;

    private readonly Dictionary<string, GapRow> _gaps = new(StringComparer.Ordinal);
    private readonly List<string> _unreadable = [];
    private long _unreadableCount;

    /// <summary>What was read so far.</summary>
    public ReadBack Records { get; } = new(withSilence);

    /// <summary>What is read does not begin at the topics' very beginning: combos that had begun before are not judged.</summary>
    public bool IsCut { get; set; }

    /// <summary>The next record of an event topic.</summary>
    public void Add(ReadBackRecord record) => Records.Add(record);

    /// <summary>A record of an event topic that is no event.</summary>
    public void AddUnreadable(string where, string why)
    {
        _unreadableCount++;
        if (_unreadable.Count < MaxFindings)
        {
            _unreadable.Add($"unreadable: {where}: {why}");
        }
    }

    /// <summary>A hole that the status topic tells of; a repeat is recognised.</summary>
    public void AddGap(GapRow gap) => _gaps.TryAdd(gap.EventId, gap);

    /// <summary>The verdict on what was read.</summary>
    /// <param name="oracle">What was true, room by room; null when nobody knows.</param>
    public VerifyReport Report(IEnumerable<OracleRoom>? oracle = null)
    {
        var truth = oracle is null ? null : Reconciler.Reconcile(oracle, Records);
        var combos = Records.Combos.Where(combo => !(IsCut && combo.Begun)).ToList();
        var unequal = combos.Where(combo => combo.Max != combo.Sum).ToList();
        var gapsByRoom = _gaps.Values.GroupBy(gap => gap.RoomId).ToDictionary(room => room.Key, room => room.LongCount());
        var unequalByRoom = unequal.GroupBy(combo => combo.RoomId).ToDictionary(room => room.Key, room => room.LongCount());
        var seen = Records.Rooms.Values.Select(room => new RoomRow
        {
            RoomId = room.RoomId,
            LiveId = room.LiveId,
            Records = room.Records,
            Kinds = EventKinds.All.ToDictionary(kind => kind, room.CountOf),
            Repeated = room.Repeated,
            Contradictions = room.Contradictions,
            Disorder = room.Disorder,
            UnequalCombos = unequalByRoom.GetValueOrDefault(room.RoomId),
            Gaps = gapsByRoom.GetValueOrDefault(room.RoomId),
            Lost = truth?.LostByRoom.GetValueOrDefault(room.RoomId) ?? 0,
            Silence = room.Silence(),
        });
        var unseen = (truth?.LostByRoom ?? new Dictionary<long, long>()).Where(room => !Records.Rooms.ContainsKey(room.Key))
            .Select(room => new RoomRow { RoomId = room.Key, Lost = room.Value });
        return new VerifyReport
        {
            Records = Records.Records,
            Distinct = Records.Distinct,
            Derived = Records.Derived,
            Kinds = EventKinds.All.ToDictionary(kind => kind, Records.CountOf),
            RepeatedIds = Records.Repeated.Ids,
            RepeatedRecords = Records.Repeated.Extra,
            Contradictions = Records.Contradictions,
            Disorder = Records.OutOfOrder,
            EpochsBack = Records.EpochsBack,
            Split = Records.Split,
            Unreadable = _unreadableCount,
            Combos = combos.Count,
            CombosCut = Records.Combos.Count - combos.Count,
            UnequalCombos = unequal.Count,
            Gaps = [.. _gaps.Values.OrderBy(gap => gap.From ?? gap.To ?? DateTimeOffset.MinValue)],
            Rooms = [.. seen.Concat(unseen).OrderBy(room => room.RoomId)],
            Truth = truth,
            Findings = [.. _unreadable, .. Records.Notes, .. unequal.Take(MaxFindings).Select(Unequal), .. truth?.Findings ?? []],
        };
    }

    private static string Unequal(ReadBack.ComboSum combo) => string.Create(
        CultureInfo.InvariantCulture,
        $"gift: combo {combo.Id:x16} of room {combo.RoomId}: max(total) {combo.Max}, sum(count) {combo.Sum}");
}
