using System.Text.Json;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Reads the protobuf value of an event record.</summary>
internal static class RecordProtobuf
{
    /// <summary>One value.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no protobuf.</exception>
    /// <exception cref="JsonException">It is no event: without an id or a kind.</exception>
    public static ReadBackRecord Parse(ReadOnlySpan<byte> value)
    {
        var e = Event.Parser.ParseFrom(value);
        var kind = (EventKind)(int)e.Kind;
        var record = new ReadBackRecord
        {
            EventId = e.EventId.Length > 0 ? e.EventId : throw new JsonException("the value has no event_id"),
            Kind = kind is >= EventKind.Chat and <= EventKind.Room ? kind : throw new JsonException($"the value's kind is {e.Kind}"),
            RoomId = e.RoomId,
            LiveId = e.LiveId,
            Epoch = e.Epoch,
            Derived = e.Derived,
            UpstreamTime = Time(e.UpstreamTime),
            ReceivedTime = Time(e.ReceivedTime),
            UserName = e.User?.Name ?? "",
            Content = e.ChatDetail?.Content ?? "",
            Gift = e.GiftDetail is { } gift ? new GiftNumbers(gift.ComboId, gift.Name, gift.Count, gift.Total) : null,
            FactsHash = FactsHash.Of(kind, e.User?.Id ?? 0, e.ChatDetail?.Content ?? "", e.LikeDetail?.Count ?? e.GiftDetail?.GiftId ?? 0),
        };
        return record with { ContentHash = ContentOf(e) };
    }

    /// <summary>As in <see cref="RecordJson"/>, by leaving out what says how and when it was read. The event is changed.</summary>
    private static int ContentOf(Event e)
    {
        e.EventId = "";
        e.LiveId = "";
        e.Epoch = 0;
        e.ReceivedTime = null;
        e.Labels.Clear();
        if (e.UpstreamTimeSource == Event.Types.TimeSource.ResponseNow)
        {
            e.UpstreamTime = null;
        }

        if (e.GiftDetail is { } gift)
        {
            e.GiftDetail = new GiftDetail { GiftId = gift.GiftId, Name = gift.Name };
        }

        var content = default(HashCode);
        content.AddBytes(e.ToByteArray());
        return content.ToHashCode();
    }

    private static DateTimeOffset Time(Timestamp? time) => time?.ToDateTimeOffset() ?? default;
}
