using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>One event of a push, normalized (PROTOCOL 7). What is missing or of another type is not told, as everywhere.</summary>
internal sealed class PushEventReader(GiftNames names)
{
    /// <summary>False: it is no event of this type.</summary>
    /// <param name="item">An element of the body.</param>
    /// <param name="type">What the push says it is.</param>
    /// <param name="view">The event, without id and room; of no kind for the fans club, which has none.</param>
    /// <param name="msgId">What it is known by: the platform's msg_id, or a hash of the content where it gave none.</param>
    public bool TryRead(JsonElement item, PushMessageType type, out LiveEventView view, out ReadOnlySpan<byte> msgId)
    {
        view = default;
        msgId = default;
        if (item.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        msgId = Utf8(item, "msg_id");
        if (msgId.IsEmpty)
        {
            msgId = HashOf(item, type);
        }

        (view.UpstreamTime, view.UpstreamTimeSource) = UpstreamTimes.Best(0, item.Count("timestamp"), 0);
        view.User.Present = true;
        view.User.OpenId = Utf8(item, "sec_openid");
        view.User.Name = Utf8(item, "nickname");
        return type switch
        {
            PushMessageType.Comment => TryComment(item, ref view),
            PushMessageType.Gift => TryGift(item, ref view),
            PushMessageType.Like => TryLike(item, ref view),
            _ => true,
        };
    }

    private static bool TryComment(JsonElement item, ref LiveEventView view)
    {
        view.Kind = EventKind.Chat;
        view.Content = Utf8(item, "content");
        return item.Field("content").ValueKind == JsonValueKind.String;
    }

    private bool TryGift(JsonElement item, ref LiveEventView view)
    {
        var id = item.Text("sec_gift_id");
        view.Kind = EventKind.Gift;
        view.SecGiftId = Encoding.UTF8.GetBytes(id);
        view.GiftName = names.Of(id);
        view.GiftCount = item.Count("gift_num");
        view.GiftTotal = view.GiftCount;
        view.ComboEnded = true;
        view.ValueFen = Math.Max(0, item.Count("gift_value"));

        // The price of one piece, where the whole can be divided into such.
        var piece = view.GiftCount > 0 ? view.ValueFen / LiveEventView.FenPerDiamond / view.GiftCount : 0;
        view.Diamonds = piece * view.GiftCount * LiveEventView.FenPerDiamond == view.ValueFen && piece <= int.MaxValue ? (int)piece : 0;
        return id.Length > 0 && view.GiftCount > 0;
    }

    private static bool TryLike(JsonElement item, ref LiveEventView view)
    {
        view.Kind = EventKind.Like;
        view.Count = item.Count("like_num");
        return view.Count > 0;
    }

    private static byte[] HashOf(JsonElement item, PushMessageType type)
    {
        var text = new byte[16];
        Utf8Formatter.TryFormat(Hash64.Of(Encoding.UTF8.GetBytes(item.GetRawText()), (ulong)type), text, out _, new System.Buffers.StandardFormat('x', 16));
        return [.. "content-"u8, .. text];
    }

    private static byte[] Utf8(JsonElement item, string name) => Encoding.UTF8.GetBytes(item.Text(name));
}
