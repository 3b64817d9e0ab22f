using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What is kept of one broadcast while it lasts, across its sessions: the key of its records, the state that turns messages into
/// events, the watermark. The next broadcast of the room has its own.
/// </summary>
internal sealed class Broadcast(RoomKey room, RoomEvents events, InFlightBudget budget, IRoomListener listener, TimeProvider time, RoomFleet? fleet = null)
{
    /// <summary>A broadcast that goes on from another owner's checkpoint when that is of the same room id; else a new one.</summary>
    public static Broadcast From(
        RoomCheckpoint? checkpoint,
        RoomKey room,
        EventOptions options,
        InFlightBudget budget,
        IRoomListener listener,
        TimeProvider time,
        RoomFleet? fleet,
        RoomFilter? filter = null,
        RoomShed? shed = null)
    {
        if (checkpoint is null || checkpoint.RoomId != room.RoomId)
        {
            return new Broadcast(room, new RoomEvents(room.RoomId, options), budget, listener, time, fleet) { Filter = filter, Shed = shed };
        }

        var events = new RoomEvents(room.RoomId, options, CheckpointCodec.StateOf(checkpoint), checkpoint.Time);
        var broadcast = new Broadcast(room, events, budget, listener, time, fleet)
        {
            Filter = filter,
            Shed = shed,
            ServerTime = checkpoint.ServerTime != 0 ? checkpoint.ServerTime : checkpoint.Time,
            EventsPerSecond = checkpoint.EventsPerSecond,
        };
        broadcast.Watermark.StartAt(checkpoint);
        return broadcast;
    }

    /// <summary>The key of the records from now on.</summary>
    public RoomKey Room { get; private set; } = room;

    public RoomEvents Events { get; } = events;

    /// <summary>The room's own part of the in-flight budget.</summary>
    public InFlightBudget Budget { get; } = budget;

    public Watermark Watermark { get; } = new(budget, listener, time, fleet);

    /// <summary>Null: the room is not of a fleet.</summary>
    public RoomFleet? Fleet { get; } = fleet;

    /// <summary>What is published, and how chats are changed before; null: all, as it is.</summary>
    public RoomFilter? Filter { get; init; }

    /// <summary>What is left out when the broker is too slow; null: nothing.</summary>
    public RoomShed? Shed { get; init; }

    /// <summary>The upstream's clock in the last frame that told it, milliseconds since the Unix epoch; 0 unknown. Of the room's loop.</summary>
    public long ServerTime { get; set; }

    /// <summary>The rate that the checkpoint told that we began from.</summary>
    public double EventsPerSecond { get; private init; }

    /// <summary>Whether the upstream said that the broadcast is over.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether events of this kind are published.</summary>
    public bool Wants(EventKind kind) => Filter is null || Filter.Wants(kind);

    /// <summary>The records carry this epoch from now on. An epoch never goes back.</summary>
    public void Follow(long epoch)
    {
        if (epoch > Room.Epoch)
        {
            Room = Room.WithEpoch(epoch);
        }
    }
}
