using System.Text;

namespace DouyinIngest.Webcast.Events;

/// <summary>From the hot path's view of an event to the owned form that an application keeps.</summary>
internal static class LiveEvents
{
    /// <summary>Copies everything; the view's bytes may go afterwards.</summary>
    /// <exception cref="ArgumentException">The view is of no kind.</exception>
    public static LiveEvent From(in LiveEventView view)
    {
        DateTimeOffset? upstream = view.UpstreamTime == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(view.UpstreamTime);
        var received = DateTimeOffset.FromUnixTimeMilliseconds(view.ReceivedTime);
        var user = LiveUser.From(view.User);
        return view.Kind switch
        {
            EventKind.Chat => new ChatEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                Content = Encoding.UTF8.GetString(view.Content),
                Variant = view.ChatVariant,
                EmojiId = view.EmojiId,
                Matched = Names(view.Matched),
            },
            EventKind.Gift => new GiftEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                GiftId = view.GiftId,
                GiftName = Encoding.UTF8.GetString(view.GiftName),
                Diamonds = view.Diamonds,
                Count = view.GiftCount,
                Total = view.GiftTotal,
                ComboId = Encoding.UTF8.GetString(view.ComboId),
                Ended = view.ComboEnded,
                ToUser = LiveUser.From(view.ToUser),
            },
            EventKind.Like => new LikeEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                Count = view.Count,
                Total = view.Total,
            },
            EventKind.Enter => new EnterEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                Online = view.Online,
                Way = view.EnterWay,
            },
            EventKind.Follow => new FollowEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                FollowCount = view.Total,
            },
            EventKind.Share => new ShareEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                Target = Encoding.UTF8.GetString(view.ShareTarget),
                Total = view.Total,
            },
            EventKind.Room => new RoomEvent
            {
                EventId = Encoding.UTF8.GetString(view.EventId),
                RoomId = view.RoomId,
                UpstreamTime = upstream,
                UpstreamTimeSource = view.UpstreamTimeSource,
                ReceivedTime = received,
                Derived = view.Derived,
                User = user,
                Source = view.RoomSource,
                Status = view.RoomStatus,
                Online = view.Online,
                TotalViewers = view.TotalViewers,
                LikeTotal = view.LikeTotal,
                Title = Encoding.UTF8.GetString(view.Title),
            },
            _ => throw new ArgumentException("The view is of no kind.", nameof(view)),
        };
    }

    private static string[] Names(ReadOnlySpan<byte[]> names)
    {
        var texts = names.IsEmpty ? [] : new string[names.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(names[i]);
        }

        return texts;
    }
}
