using System.Globalization;
using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Status;

/// <summary>What the present decoders make of a message on the dead-letter topic.</summary>
internal enum DeadMessageOutcome
{
    /// <summary>An event that can be published.</summary>
    Event = 0,

    /// <summary>It cannot be decoded now either.</summary>
    Undecodable,

    /// <summary>It can be read and makes no event.</summary>
    MakesNoEvent,

    /// <summary>A gift of a combo: what it adds is not known any more.</summary>
    ComboGift,

    /// <summary>A state of the room, whose version was not kept; newer ones have come.</summary>
    State,
}

/// <summary>A message of the dead-letter topic, decoded once more.</summary>
/// <param name="Outcome">What it is; everything else is meaningful for an event only.</param>
/// <param name="Kind">The event's kind, and so its topic.</param>
/// <param name="EventId">The id that it would have had.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Value">The record's value.</param>
internal sealed record DeadMessage(DeadMessageOutcome Outcome, EventKind Kind, string EventId, byte[] Key, byte[] Value)
{
    /// <summary>Decodes a message's payload. Never throws for bad bytes.</summary>
    /// <param name="payload">All of it.</param>
    /// <param name="method">The upstream's name for it.</param>
    /// <param name="liveId">The room's; may be empty.</param>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="receivedAt">When it was received, or put aside.</param>
    /// <param name="format">What the record's value is to be.</param>
    public static DeadMessage Decode(ReadOnlySpan<byte> payload, string method, string liveId, long roomId, DateTimeOffset receivedAt, ValueFormat format)
    {
        var name = Encoding.UTF8.GetBytes(method);
        // The message's number is not kept beside the payload, but stands in it, too.
        var message = new MessageView { Kind = MessageKinds.Of(name), Method = name, Payload = payload };
        var reason = new RoomEvents(roomId, new EventOptions())
            .TryMap(message, responseNow: 0, receivedAt.ToUnixTimeMilliseconds(), new FrameOptions().MaxStringBytes, out var e);
        var outcome = reason switch
        {
            DropReason.None => Judge(e),
            DropReason.NoEvent => DeadMessageOutcome.MakesNoEvent,
            _ => DeadMessageOutcome.Undecodable,
        };
        if (outcome != DeadMessageOutcome.Event)
        {
            return new DeadMessage(outcome, EventKind.None, "", [], []);
        }

        var room = RoomKey.Of(liveId, roomId);
        IEventWriter writer = format == ValueFormat.Protobuf ? new ProtobufEventWriter() : new JsonEventWriter();
        return new DeadMessage(outcome, e.Kind, Encoding.UTF8.GetString(e.EventId), room.Key, writer.Write(in e, room, new RecordBuffer()).ToArray());
    }

    private static DeadMessageOutcome Judge(in LiveEventView e) => e.Kind switch
    {
        EventKind.Gift when !StandsAlone(e) => DeadMessageOutcome.ComboGift,
        EventKind.Room when e.RoomSource != RoomSource.Control => DeadMessageOutcome.State,
        _ => DeadMessageOutcome.Event,
    };

    /// <summary>A gift of no combo has a combo id of its own, made from its event id.</summary>
    private static bool StandsAlone(in LiveEventView gift) => string.Equals(
        Encoding.UTF8.GetString(gift.ComboId), Hash64.Of(gift.EventId).ToString("x16", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
