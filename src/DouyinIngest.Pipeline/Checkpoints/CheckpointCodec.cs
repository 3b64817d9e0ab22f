using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DouyinIngest.Pipeline.Checkpoints;

/// <summary>A room's state as the record of the checkpoint topic, and back.</summary>
internal static class CheckpointCodec
{
    /// <summary>The version of the schema that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>No record is larger, whatever its writer fills in of its own.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>No record holds more ids: more need not be captured.</summary>
    public const int MostIds = MostBytes / sizeof(ulong);

    /// <summary>Left for what is filled in later: the instance (a pod's name has at most 253 bytes, and a nonce), epoch, final, closed.</summary>
    private const int Reserved = 512;

    /// <summary>A position beyond this is not one that anybody could resume from: it would not fit into a request line.</summary>
    private const int MostPosition = 16 * 1024;

    /// <summary>
    /// Makes the record. When it would be too large the oldest event ids are left out, and combos only when they are too many without any id:
    /// first those that ended first, then those idle for longest. <see cref="RoomCheckpoint.CutIds"/> says how many. Null: the position is
    /// senselessly large.
    /// </summary>
    public static RoomCheckpoint? Write(in CheckpointMoment moment, RoomEventsState state, Counters counters)
    {
        if (moment.Position.Cursor.Length + moment.Position.InternalExt.Length > MostPosition)
        {
            return null;
        }

        var record = new RoomCheckpoint
        {
            Version = Version,
            RoomId = moment.RoomId,
            Cursor = moment.Position.Cursor,
            InternalExt = moment.Position.InternalExt,
            Time = moment.Time,
            ServerTime = moment.ServerTime,
            EventsPerSecond = moment.EventsPerSecond,
            Transport = moment.Transport == RoomTransport.Polling ? RoomCheckpoint.Types.Transport.Polling : RoomCheckpoint.Types.Transport.Websocket,
            Counters = counters,
            CutIds = state.OmittedIds,
        };
        foreach (var (key, version) in state.Versions)
        {
            record.Versions.Add(new StickyVersion { Key = key, Version = version });
        }

        foreach (ref readonly var combo in state.OpenCombos.AsSpan())
        {
            record.OpenCombos.Add(ComboCodec.Write(combo));
        }

        foreach (var (key, total, time) in state.EndedCombos)
        {
            record.EndedCombos.Add(new EndedCombo { Key = key, Total = total, Time = time });
        }

        record.KeptIds.AddRange(state.KeptIds);
        var room = MostBytes - Reserved - record.CalculateSize();
        if (room < 0)
        {
            record.CutIds += Cut(record.EndedCombos, ref room);
            record.CutIds += Cut(record.OpenCombos, ref room, static combo => combo.LastProgress);
        }

        // The tag and the length of the packed field.
        var ids = state.EventIds;
        var kept = Math.Clamp((room - 4) / sizeof(ulong), 0, ids.Length);
        record.CutIds += ids.Length - kept;
        record.EventIds.AddRange(new ArraySegment<ulong>(ids, ids.Length - kept, kept));
        return record;
    }

    /// <summary>The record in these bytes; null, and why, when it cannot be used. Never throws.</summary>
    public static RoomCheckpoint? Read(ReadOnlySpan<byte> bytes, out string refusal)
    {
        RoomCheckpoint record;
        try
        {
            record = RoomCheckpoint.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            refusal = $"These bytes are no checkpoint: {e.Message}";
            return null;
        }

        refusal = record switch
        {
            { Version: > Version } => $"The checkpoint is of version {record.Version}, and this program reads up to {Version}: update it.",
            { Version: < 1 } => "The checkpoint has no version.",
            { RoomId: <= 0 } => "The checkpoint names no broadcast.",
            _ => "",
        };
        return refusal.Length == 0 ? record : null;
    }

    /// <summary>What <see cref="RoomEvents"/> goes on from.</summary>
    public static RoomEventsState StateOf(RoomCheckpoint record) => new()
    {
        EventIds = [.. record.EventIds],
        OmittedIds = record.CutIds,
        Versions = [.. record.Versions.Select(static v => new StickyVersionState(v.Key, v.Version))],
        OpenCombos = [.. record.OpenCombos.Select(ComboCodec.StateOf)],
        KeptIds = [.. record.KeptIds],
        EndedCombos = [.. record.EndedCombos.Select(static c => new EndedComboState(c.Key, c.Total, c.Time))],
    };

    /// <summary>Takes away from the front (by <paramref name="order"/>, if there is one) until the room is not negative; says how many.</summary>
    private static int Cut<T>(RepeatedField<T> items, ref int room, Func<T, long>? order = null)
        where T : IMessage<T>
    {
        if (room >= 0)
        {
            return 0;
        }

        T[] all = order is null ? [.. items] : [.. items.OrderBy(order)];
        var cut = 0;
        while (room < 0 && cut < all.Length)
        {
            var size = all[cut++].CalculateSize();
            room += 1 + CodedOutputStream.ComputeLengthSize(size) + size;
        }

        items.Clear();
        items.AddRange(new ArraySegment<T>(all, cut, all.Length - cut));
        return cut;
    }
}
