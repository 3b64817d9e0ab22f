using System.Text.Json;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>The upstream's room object, which the room API, the reflow API and the live page all carry, made into a card.</summary>
internal static class RoomFields
{
    private const int MaxText = 1024;

    /// <summary>A status as the room object numbers it: 1 preparing, 2 live, 3 paused, 4 ended; anything else is not told.</summary>
    public static RoomStatus? ReadStatus(JsonElement room) => room.Count("status") switch
    {
        1 => RoomStatus.Preparing,
        2 => RoomStatus.Live,
        3 => RoomStatus.Paused,
        4 => RoomStatus.Ended,
        _ => null,
    };

    /// <summary>The room API's own status, another enumeration: 0 live, 2 ended.</summary>
    public static RoomStatus? ReadApiStatus(JsonElement data) => data.Count("room_status") switch
    {
        0 => RoomStatus.Live,
        2 => RoomStatus.Ended,
        _ => null,
    };

    /// <param name="room">The room object; may be absent.</param>
    /// <param name="anchor">Where the anchor is told; may be absent.</param>
    /// <param name="liveId">Live id as asked; the room's own word is taken when it is empty.</param>
    /// <param name="roomId">Room id as told elsewhere; the room's own is taken first.</param>
    /// <param name="status">As decided by the caller.</param>
    public static RoomCard ToCard(JsonElement room, JsonElement anchor, string liveId, long roomId, RoomStatus status)
    {
        var own = room.Count("id_str");
        return new RoomCard
        {
            LiveId = liveId.Length > 0 ? liveId : anchor.Text("web_rid"),
            RoomId = own > 0 ? own : Math.Max(roomId, 0),
            Status = status,
            Title = Bounded(room.Text("title")),
            AnchorName = Bounded(anchor.Text("nickname")),
            AnchorSecUid = Bounded(anchor.Text("sec_uid")),
            AnchorId = Math.Max(anchor.Count("id_str"), 0),
            Online = FirstTold(room.Field("room_view_stats").Count("display_value"), room.Count("user_count"), room.Count("user_count_str")),
            LikeTotal = room.Count("like_count"),
        };
    }

    private static long FirstTold(params ReadOnlySpan<long> counts)
    {
        foreach (var count in counts)
        {
            if (count >= 0)
            {
                return count;
            }
        }

        return -1;
    }

    private static string Bounded(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
