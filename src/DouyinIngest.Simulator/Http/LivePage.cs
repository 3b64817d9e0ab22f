using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Http;

/// <summary>The live page: its state stands in a script as JSON inside a JavaScript string.</summary>
internal static class LivePage
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(SimulatedRoom room)
    {
        var answer = RoomJson.Enter(room, 0)["data"]!;
        var state = new JsonObject
        {
            ["state"] = new JsonObject
            {
                ["roomStore"] = new JsonObject
                {
                    ["roomInfo"] = new JsonObject
                    {
                        ["roomId"] = room.RoomId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        ["web_rid"] = room.LiveId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        ["room"] = answer["data"]![0]!.DeepClone(),
                        ["anchor"] = answer["user"]!.DeepClone(),
                    },
                },
                ["userStore"] = new JsonObject { ["odin"] = new JsonObject { ["user_unique_id"] = "7319483754668557238" } },
            },
        };
        var pushed = "c:[\"$\",\"$L10\",null," + state.ToJsonString(Relaxed) + "]\n";
        return Html(room.Title, $"<script nonce=\"\">self.__pace_f.push([1,{JsonSerializer.Serialize(pushed, Relaxed)}])</script>");
    }

    /// <summary>The page of a number that is nobody's: no room in it.</summary>
    public static string Unknown() => Html("抖音直播", "<script nonce=\"\">self.__pace_f.push([1,\"c:[]\\n\"])</script>");

    /// <summary>The page that sets __ac_nonce and wants to be asked again.</summary>
    public static string Challenge() => Html("", "<script>window.byted_acrawler&&location.reload()</script>");

    private static string Html(string title, string body)
        => $"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(title)}</title></head><body>{body}</body></html>";
}
