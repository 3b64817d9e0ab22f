using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// Writes an event as protobuf's canonical JSON of <c>douyin.live.v1.Event</c>, straight from the view: camel case, zeros written, 64-bit
/// numbers as strings, enums by name, messages that are absent left out. Allocates nothing.
/// </summary>
internal sealed class JsonEventWriter : IEventWriter
{
    /// <summary>More than every name, number, time and bracket of the largest event together.</summary>
    private const int FixedBytes = 2048;

    private const int LongestEscape = 6;

    public string ContentType => "application/json";

    public ReadOnlySpan<byte> Write(in LiveEventView e, RoomKey room, RecordBuffer buffer)
    {
        byte[] bytes = buffer.Take(Bound(in e, room));
        var json = new Utf8Json(bytes);
        json.Raw("{\"eventId\":"u8);
        json.Text(e.EventId);
        json.Raw(room.IdentityJson);
        json.Raw(",\"kind\":\""u8);
        json.Raw(EventWords.Utf8(e.Kind));
        json.Raw("\""u8);
        if (EventTime.IsKnown(e.UpstreamTime))
        {
            json.Raw(",\"upstreamTime\":"u8);
            json.Time(e.UpstreamTime);
        }

        json.Raw(",\"upstreamTimeSource\":\""u8);
        json.Raw(EventWords.Utf8(e.UpstreamTimeSource));
        json.Raw("\""u8);
        if (EventTime.IsKnown(e.ReceivedTime))
        {
            json.Raw(",\"receivedTime\":"u8);
            json.Time(e.ReceivedTime);
        }

        if (e.User.Present)
        {
            json.Raw(",\"user\":"u8);
            User(ref json, in e.User);
        }

        json.Raw(room.ContextJson);
        json.Raw(",\"derived\":"u8);
        json.Boolean(e.Derived);
        Payload(ref json, in e);
        json.Raw("}"u8);
        return bytes.AsSpan(0, json.Written);
    }

    private static int Bound(in LiveEventView e, RoomKey room)
        => FixedBytes + room.IdentityJson.Length + room.ContextJson.Length
            + (LongestEscape * (e.EventId.Length + e.Content.Length + e.GiftName.Length + e.ComboId.Length + e.ShareTarget.Length
                + e.SecGiftId.Length + e.Title.Length + Bound(in e.User) + Bound(in e.ToUser) + Bound(e.Matched)));

    private static int Bound(in UserView user) => user.SecUid.Length + user.Name.Length + user.FansClubName.Length + user.OpenId.Length;

    // Quotes and a comma each.
    private static int Bound(ReadOnlySpan<byte[]> names)
    {
        var bound = 0;
        foreach (var name in names)
        {
            bound += name.Length + 1;
        }

        return bound;
    }

    private static void User(ref Utf8Json json, in UserView user)
    {
        json.Raw("{\"id\":"u8);
        json.Quoted(user.Id);
        json.Raw(",\"secUid\":"u8);
        json.Text(user.SecUid);
        json.Raw(",\"name\":"u8);
        json.Text(user.Name);
        json.Raw(",\"masked\":"u8);
        json.Boolean(user.Masked);
        json.Raw(",\"level\":"u8);
        json.Number(user.Level);
        if (!user.FansClubName.IsEmpty)
        {
            json.Raw(",\"fansClub\":{\"name\":"u8);
            json.Text(user.FansClubName);
            json.Raw(",\"level\":"u8);
            json.Number(user.FansClubLevel);
            json.Raw("}"u8);
        }

        if (!user.OpenId.IsEmpty)
        {
            json.Raw(",\"openId\":"u8);
            json.Text(user.OpenId);
        }

        json.Raw("}"u8);
    }

    private static void Payload(ref Utf8Json json, in LiveEventView e)
    {
        switch (e.Kind)
        {
            case EventKind.Chat: Chat(ref json, in e); break;
            case EventKind.Gift: Gift(ref json, in e); break;
            case EventKind.Like:
                json.Raw(",\"like\":{\"count\":"u8);
                json.Quoted(e.Count);
                json.Raw(",\"total\":"u8);
                json.Quoted(e.Total);
                break;
            case EventKind.Enter:
                json.Raw(",\"enter\":{\"online\":"u8);
                json.Quoted(e.Online);
                json.Raw(",\"way\":\""u8);
                json.Raw(EventWords.Utf8(e.EnterWay));
                json.Raw("\""u8);
                break;
            case EventKind.Follow:
                json.Raw(",\"follow\":{\"followCount\":"u8);
                json.Quoted(e.Total);
                break;
            case EventKind.Share:
                json.Raw(",\"share\":{\"target\":"u8);
                json.Text(e.ShareTarget);
                json.Raw(",\"total\":"u8);
                json.Quoted(e.Total);
                break;
            default: Room(ref json, in e); break;
        }

        json.Raw("}"u8);
    }

    private static void Chat(ref Utf8Json json, in LiveEventView e)
    {
        json.Raw(",\"chat\":{\"content\":"u8);
        json.Text(e.Content);
        json.Raw(",\"variant\":\""u8);
        json.Raw(EventWords.Utf8(e.ChatVariant));
        json.Raw("\",\"emojiId\":"u8);
        json.Quoted(e.EmojiId);
        json.Raw(",\"matched\":["u8);
        for (var i = 0; i < e.Matched.Length; i++)
        {
            if (i > 0)
            {
                json.Raw(","u8);
            }

            json.Text(e.Matched[i]);
        }

        json.Raw("]"u8);
    }

    private static void Gift(ref Utf8Json json, in LiveEventView e)
    {
        json.Raw(",\"gift\":{\"giftId\":"u8);
        json.Quoted(e.GiftId);
        json.Raw(",\"name\":"u8);
        json.Text(e.GiftName);
        json.Raw(",\"diamonds\":"u8);
        json.Number(e.Diamonds);
        json.Raw(",\"count\":"u8);
        json.Quoted(e.GiftCount);
        json.Raw(",\"total\":"u8);
        json.Quoted(e.GiftTotal);
        json.Raw(",\"comboId\":"u8);
        json.Text(e.ComboId);
        json.Raw(",\"ended\":"u8);
        json.Boolean(e.ComboEnded);
        json.Raw(",\"value\":"u8);
        json.Quoted(e.GiftValue);
        if (e.ToUser.Present)
        {
            json.Raw(",\"toUser\":"u8);
            User(ref json, in e.ToUser);
        }

        if (!e.SecGiftId.IsEmpty)
        {
            json.Raw(",\"secGiftId\":"u8);
            json.Text(e.SecGiftId);
            json.Raw(",\"valueFen\":"u8);
            json.Quoted(e.ValueFen);
        }
    }

    private static void Room(ref Utf8Json json, in LiveEventView e)
    {
        json.Raw(",\"room\":{\"source\":\""u8);
        json.Raw(EventWords.Utf8(e.RoomSource));
        json.Raw("\",\"status\":\""u8);
        json.Raw(EventWords.Utf8(e.RoomStatus));
        json.Raw("\",\"online\":"u8);
        json.Quoted(e.Online);
        json.Raw(",\"totalViewers\":"u8);
        json.Quoted(e.TotalViewers);
        json.Raw(",\"likeTotal\":"u8);
        json.Quoted(e.LikeTotal);
        json.Raw(",\"title\":"u8);
        json.Text(e.Title);
    }
}
