using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DouyinIngest.Cli.Watch;

/// <summary>One event as a line of JSON, in the form that the records on the topics have.</summary>
internal static class EventJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static string Line(LiveEvent e, string liveId) => Formatter.Format(Message(e, liveId));

    private static Event Message(LiveEvent e, string liveId)
    {
        var message = new Event
        {
            EventId = e.EventId,
            RoomId = e.RoomId,
            LiveId = liveId,
            Kind = (Event.Types.Kind)(int)e.Kind,
            UpstreamTime = e.UpstreamTime is { } upstream ? Timestamp.FromDateTimeOffset(upstream) : null,
            UpstreamTimeSource = (Event.Types.TimeSource)(int)e.UpstreamTimeSource,
            ReceivedTime = Timestamp.FromDateTimeOffset(e.ReceivedTime),
            User = User(e.User),
            Derived = e.Derived,
        };
        switch (e)
        {
            case ChatEvent chat:
                message.ChatDetail = new ChatDetail { Content = chat.Content, Variant = (ChatDetail.Types.Variant)(int)chat.Variant, EmojiId = chat.EmojiId, Matched = { chat.Matched } };
                break;
            case GiftEvent gift:
                message.GiftDetail = Gift(gift);
                break;
            case LikeEvent like:
                message.LikeDetail = new LikeDetail { Count = like.Count, Total = like.Total };
                break;
            case EnterEvent enter:
                message.EnterDetail = new EnterDetail { Online = enter.Online, Way = (EnterDetail.Types.Way)(int)enter.Way };
                break;
            case FollowEvent follow:
                message.FollowDetail = new FollowDetail { FollowCount = follow.FollowCount };
                break;
            case ShareEvent share:
                message.ShareDetail = new ShareDetail { Target = share.Target, Total = share.Total };
                break;
            case RoomEvent room:
                message.RoomDetail = Room(room);
                break;
        }

        return message;
    }

    private static GiftDetail Gift(GiftEvent gift) => new()
    {
        GiftId = gift.GiftId,
        Name = gift.GiftName,
        Diamonds = gift.Diamonds,
        Count = gift.Count,
        Total = gift.Total,
        ComboId = gift.ComboId,
        Ended = gift.Ended,
        Value = gift.Value,
        ToUser = User(gift.ToUser),
    };

    private static RoomDetail Room(RoomEvent room) => new()
    {
        Source = (RoomDetail.Types.Source)(int)room.Source,
        Status = (RoomDetail.Types.Status)(int)room.Status,
        Online = room.Online,
        TotalViewers = room.TotalViewers,
        LikeTotal = room.LikeTotal,
        Title = room.Title,
    };

    private static User? User(LiveUser? user) => user is null
        ? null
        : new User
        {
            Id = user.Id,
            SecUid = user.SecUid,
            Name = user.Name,
            Masked = user.Masked,
            Level = user.Level,
            FansClub = user.FansClubName.Length > 0 ? new FansClub { Name = user.FansClubName, Level = user.FansClubLevel } : null,
        };
}
