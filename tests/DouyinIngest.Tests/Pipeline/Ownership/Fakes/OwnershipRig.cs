using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>One pod in front of a partition whose records the test writes; what the pod wants done is taken after each.</summary>
internal sealed class OwnershipRig
{
    public const string Me = "me-1";
    public const string Other = "other-2";

    private readonly Dictionary<string, RoomWish> _table = new(StringComparer.Ordinal);

    public PartitionOwnership Ownership { get; } = new(Me, OwnershipTimings.Default);

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    /// <summary>Where the next record goes.</summary>
    public long End { get; private set; }

    /// <summary>A pod that has read an empty partition and whose own claim, at offset 0, runs these rooms.</summary>
    public static OwnershipRig Running(params string[] rooms)
    {
        var rig = new OwnershipRig();
        rig.Wish(RoomWish.Run, rooms);
        rig.Assigned();
        rig.Claim(Me);
        return rig;
    }

    /// <summary>A pod whose claim follows that of another: returns once its own claim is read, at offset 1.</summary>
    public static OwnershipRig Opening(params string[] rooms)
    {
        var rig = new OwnershipRig();
        rig.Claim(Other);
        rig.Wish(RoomWish.Run, rooms);
        rig.Assigned();
        rig.Claim(Me);
        return rig;
    }

    /// <summary>The group gives it the partition, and the end that it asks for is where the reader stands.</summary>
    public IReadOnlyList<OwnershipAction> Assigned() => [.. Do(o => o.Assigned(Now)), .. AnswerQuestions(1)];

    public IReadOnlyList<OwnershipAction> AnswerQuestions(int question) => Do(o => o.EndIs(question, End, Now));

    public IReadOnlyList<OwnershipAction> Wish(RoomWish? wish, params string[] rooms)
    {
        foreach (var room in rooms)
        {
            if (wish is { } named)
            {
                _table[room] = named;
            }
            else
            {
                _table.Remove(room);
            }
        }

        return Do(o => o.Wish(_table, Now));
    }

    public IReadOnlyList<OwnershipAction> Claim(string instance) => Write(offset => new ClaimRecord(offset, instance));

    public IReadOnlyList<OwnershipAction> Answer(string instance, long claim, params string[] rooms) => Answer(instance, claim, more: false, rooms);

    public IReadOnlyList<OwnershipAction> Answer(string instance, long claim, bool more, params string[] rooms) =>
        Write(offset => new LingeringRecord(offset, new() { Instance = instance, ClaimOffset = claim, More = more, LiveIds = { rooms } }));

    public IReadOnlyList<OwnershipAction> Checkpoint(string instance, string room, long epoch, string cursor, bool final = false) =>
        Write(offset => new CheckpointRecord(offset, room, Place(cursor, epoch, instance, final)));

    public IReadOnlyList<OwnershipAction> Final(string instance, string room, long epoch, string cursor) =>
        Checkpoint(instance, room, epoch, cursor, final: true);

    public IReadOnlyList<OwnershipAction> Tombstone(string room) => Write(offset => new TombstoneRecord(offset, room));

    public IReadOnlyList<OwnershipAction> After(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Do(o => o.Tick(Now));
    }

    public IReadOnlyList<OwnershipAction> Closed(string room, string? cursor) =>
        Do(o => o.RoomClosed(room, cursor is null ? null : Place(cursor, 0, string.Empty, final: false), Now));

    public IReadOnlyList<OwnershipAction> Do(Action<PartitionOwnership> action)
    {
        action(Ownership);
        return Ownership.TakeActions();
    }

    /// <summary>A record goes behind the last one and is read.</summary>
    public IReadOnlyList<OwnershipAction> Write(Func<long, PartitionRecord> record) => Do(o => o.Read(record(End++), Now));

    /// <summary>Records that the reader has not read yet.</summary>
    public void Unread(int count) => End += count;

    public RoomPhase Phase(string room) => Ownership.Rooms.Single(entry => entry.LiveId == room).Phase;

    private static RoomCheckpoint Place(string cursor, long epoch, string instance, bool final) =>
        new() { Version = 1, RoomId = 7, Cursor = cursor, Epoch = epoch, Instance = instance, Final = final };
}
