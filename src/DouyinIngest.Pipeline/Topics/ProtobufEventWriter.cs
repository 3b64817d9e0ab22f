using System.Text;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Writes an event as the bytes of <c>douyin.live.v1.Event</c>, by way of the generated type.</summary>
internal sealed class ProtobufEventWriter : IEventWriter
{
    public string ContentType => "application/protobuf";

    public ReadOnlySpan<byte> Write(in LiveEventView e, RoomKey room, RecordBuffer buffer)
    {
        Event message = ToMessage(in e, room);
        int size = message.CalculateSize();
        Span<byte> bytes = buffer.Take(size).AsSpan(0, size);
        message.WriteTo(bytes);
        return bytes;
    }

    internal static Event ToMessage(in LiveEventView e, RoomKey room)
    {
        var message = new Event
        {
            EventId = Text(e.EventId),
            RoomId = room.RoomId,
            LiveId = room.LiveId,
            Kind = (Event.Types.Kind)e.Kind,
            UpstreamTime = Time(e.UpstreamTime),
            UpstreamTimeSource = (Event.Types.TimeSource)e.UpstreamTimeSource,
            ReceivedTime = Time(e.ReceivedTime),
            User = User(in e.User),
            Epoch = room.Epoch,
            Derived = e.Derived,
        };
        foreach ((string name, string value) in room.Labels)
        {
            message.Labels.Add(name, value);
        }

        SetPayload(message, in e);
        return message;
    }

    private static void SetPayload(Event message, in LiveEventView e)
    {
        switch (e.Kind)
        {
            case EventKind.Chat:
                message.ChatDetail = Chat(in e);
                break;
            case EventKind.Gift:
                message.GiftDetail = Gift(in e);
                break;
            case EventKind.Like:
                message.LikeDetail = new LikeDetail { Count = e.Count, Total = e.Total };
                break;
            case EventKind.Enter:
                message.EnterDetail = new EnterDetail { Online = e.Online, Way = (EnterDetail.Types.Way)e.EnterWay };
                break;
            case EventKind.Follow:
                message.FollowDetail = new FollowDetail { FollowCount = e.Total };
                break;
            case EventKind.Share:
                message.ShareDetail = new ShareDetail { Target = Text(e.ShareTarget), Total = e.Total };
                break;
            case EventKind.Room:
                message.RoomDetail = Room(in e);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(e), e.Kind, "an event has one of the seven kinds");
        }
    }

    private static ChatDetail Chat(in LiveEventView e)
    {
        var chat = new ChatDetail { Content = Text(e.Content), Variant = (ChatDetail.Types.Variant)e.ChatVariant, EmojiId = e.EmojiId };
        foreach (var name in e.Matched)
        {
            chat.Matched.Add(Text(name));
        }

        return chat;
    }

    private static GiftDetail Gift(in LiveEventView e)
    {
        var gift = PlainGift(in e);
        if (!e.SecGiftId.IsEmpty)
        {
            gift.SecGiftId = Text(e.SecGiftId);
            gift.ValueFen = e.ValueFen;
        }

        return gift;
    }

    private static GiftDetail PlainGift(in LiveEventView e) => new()
    {
        GiftId = e.GiftId,
        Name = Text(e.GiftName),
        Diamonds = e.Diamonds,
        Count = e.GiftCount,
        Total = e.GiftTotal,
        ComboId = Text(e.ComboId),
        Ended = e.ComboEnded,
        Value = e.GiftValue,
        ToUser = User(in e.ToUser),
    };

    private static RoomDetail Room(in LiveEventView e) => new()
    {
        Source = (RoomDetail.Types.Source)e.RoomSource,
        Status = (RoomDetail.Types.Status)e.RoomStatus,
        Online = e.Online,
        TotalViewers = e.TotalViewers,
        LikeTotal = e.LikeTotal,
        Title = Text(e.Title),
    };

    private static User? User(in UserView view)
    {
        if (!view.Present)
        {
            return null;
        }

        var user = new User
        {
            Id = view.Id,
            SecUid = Text(view.SecUid),
            Name = Text(view.Name),
            Masked = view.Masked,
            Level = view.Level,
            FansClub = view.FansClubName.IsEmpty ? null : new FansClub { Name = Text(view.FansClubName), Level = view.FansClubLevel },
        };
        if (!view.OpenId.IsEmpty)
        {
            user.OpenId = Text(view.OpenId);
        }

        return user;
    }

    private static Timestamp? Time(long unixMilliseconds)
        => EventTime.IsKnown(unixMilliseconds) ? Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)) : null;

    // Encoding.UTF8 puts U+FFFD where the bytes are no UTF-8, as the JSON does.
    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
