using System.Globalization;
using System.Text.Json.Nodes;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Http;

/// <summary>The JSON of the room APIs.</summary>
internal static class RoomJson
{
    private const int NotFound = 4001038;

    /// <summary>Answer of <c>webcast/room/web/enter</c>. Mind the two enumerations: room_status 0 live, 2 ended; status 2 live, 3 paused, 4 ended.</summary>
    public static JsonObject Enter(SimulatedRoom room, long now)
    {
        var data = Room(room);
        return new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["data"] = new JsonArray(data),
                ["enter_room_id"] = Text(room.RoomId),
                ["user"] = Owner(room),
                ["qrcode_url"] = "",
                ["enter_mode"] = 0,
                ["room_status"] = room.IsLive ? 0 : 2,
            },
            ["extra"] = new JsonObject { ["now"] = now },
            ["status_code"] = 0,
        };
    }

    /// <summary>Answer of <c>webcast/room/reflow/info</c>.</summary>
    public static JsonObject Reflow(SimulatedRoom room, long now) => new()
    {
        ["data"] = new JsonObject { ["room"] = Room(room), ["user"] = Owner(room) },
        ["extra"] = new JsonObject { ["now"] = now },
        ["status_code"] = 0,
    };

    /// <summary>The room is not known.</summary>
    public static JsonObject Unknown(long now) => new()
    {
        ["data"] = new JsonObject { ["prompts"] = "该内容暂时无法无法查看" },
        ["extra"] = new JsonObject { ["now"] = now },
        ["status_code"] = NotFound,
    };

    private static JsonObject Room(SimulatedRoom room)
    {
        var online = room.IsLive ? 100 + (room.Index * 37 % 900) : 0;
        return new JsonObject
        {
            ["id_str"] = Text(room.RoomId),
            ["status"] = room.Current.Status,
            ["status_str"] = Text(room.Current.Status),
            ["title"] = room.Title,
            ["user_count_str"] = Text(online),
            ["like_count"] = online * 11,
            ["cover"] = new JsonObject { ["url_list"] = new JsonArray("https://p3-webcast.example.com/cover.image") },
            ["stats"] = new JsonObject { ["total_user_str"] = Text(online * 3), ["user_count_str"] = Text(online) },
            ["room_view_stats"] = new JsonObject { ["display_long"] = Text(online) + "在线观众", ["display_value"] = online },
            ["owner"] = Owner(room),
        };
    }

    private static JsonObject Owner(SimulatedRoom room) => new()
    {
        ["id_str"] = Text(room.Anchor.Id),
        ["sec_uid"] = room.Anchor.SecUid,
        ["nickname"] = room.Anchor.Name,
        ["web_rid"] = Text(room.LiveId),
        ["avatar_thumb"] = new JsonObject { ["url_list"] = new JsonArray("https://p3-webcast.example.com/avatar.image") },
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
