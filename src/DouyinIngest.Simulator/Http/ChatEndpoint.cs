using System.Globalization;
using System.Text.Json.Nodes;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Http;

/// <summary>
/// <c>GET /webcast/room/chat/</c>: says a line as the user of the login cookie; it comes back as a chat message of the room. Codes: 0; 20003 without a
/// login; 30003 for a room that has finished; 4001038 for one that does not exist.
/// </summary>
internal sealed class ChatEndpoint(SessionContext context, Rooms rooms, SaidLog said)
{
    private const string LoginCookie = "sessionid";
    private const long NotLoggedIn = 20003;
    private const long Finished = 30003;
    private const long NoRoom = 4001038;
    private const long Refused = 10011;

    // Below whatever the room's own traffic counts from, so that no two messages share a number.
    private const long IdsBelow = 1_000_000_000;

    private long _count;

    public async Task<IResult> GetAsync(HttpContext http)
    {
        var query = http.Request.Query;
        _ = long.TryParse(query["room_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var roomId);
        var room = rooms.FindByRoomId(roomId);
        var fault = context.Faults.OnRequest(FaultPoint.Chat, room?.LiveId ?? 0, roomId);
        if (Spoiled(fault) is { } spoiled)
        {
            return spoiled;
        }

        var answer = Say(http, room, roomId, query["content"].ToString());
        switch (fault?.Kind)
        {
            case FaultKind.ChatLost:
                await Task.Delay(fault.For, context.Time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.Abort();
                return Results.Empty;
            case FaultKind.ChatReset:
                http.Abort();
                return Results.Empty;
            default:
                return answer;
        }
    }

    /// <summary>What is answered in place of saying it.</summary>
    private IResult? Spoiled(FaultRule? fault) => fault?.Kind switch
    {
        FaultKind.ChatLimited => Refuse(Refused, "发送过于频繁，请稍后再试"),
        FaultKind.ChatExpired => Refuse(NotLoggedIn, "登录已过期，请重新登录"),
        FaultKind.ChatEmpty => Results.Text(""),
        FaultKind.ChatHtml => Results.Text("<!DOCTYPE html><html><body>请完成验证</body></html>", "text/html; charset=utf-8"),
        FaultKind.ChatNonsense => Results.Text("{\"status_code\":", "application/json; charset=utf-8"),
        FaultKind.ChatBadGateway => Results.Text("<html>502</html>", "text/html", statusCode: StatusCodes.Status502BadGateway),
        _ => null,
    };

    private IResult Say(HttpContext http, SimulatedRoom? room, long roomId, string content)
    {
        if (context.Options.SignatureRequired && string.IsNullOrEmpty(http.Request.Query["a_bogus"]))
        {
            return Results.Text("");
        }

        if (http.Request.Cookies[LoginCookie] is not { Length: > 0 } login)
        {
            return Refuse(NotLoggedIn, "请先登录");
        }

        if (room is null)
        {
            return Refuse(NoRoom, "该内容暂时无法无法查看");
        }

        if (!room.IsLive || room.RoomId != roomId)
        {
            return Refuse(Finished, "直播已结束");
        }

        return string.IsNullOrWhiteSpace(content) ? Refuse(Refused, "评论内容不能为空") : Take(room, rooms.Crowd.Viewer(login), content);
    }

    private IResult Take(SimulatedRoom room, Person who, string content)
    {
        var now = context.Now;
        var broadcast = room.Current;
        var id = broadcast.RoomId - IdsBelow + Interlocked.Increment(ref _count);
        var chat = new ChatMessage { User = who.Wire, Content = content, EventTime = now / 1000, Common = CommonOf(broadcast.RoomId, id, now) };
        said.Add(new SaidLine(room.LiveId, broadcast.RoomId, content, who.Id, id, now));
        broadcast.Emit([HandMade.Of(room, id, chat)]);
        return Answers.Of(new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["msg_id"] = id,
                ["content"] = content,
                ["user"] = new JsonObject { ["id"] = who.Id, ["id_str"] = who.Id.ToString(CultureInfo.InvariantCulture), ["sec_uid"] = who.SecUid, ["nickname"] = who.Name },
            },
            ["extra"] = new JsonObject { ["now"] = now },
            ["status_code"] = 0,
        });
    }

    private static Common CommonOf(long roomId, long id, long now)
        => new() { Method = "WebcastChatMessage", MsgId = id, RoomId = roomId, IsShowMsg = true, AppId = 1128, CreateTime = now };

    private IResult Refuse(long code, string prompts) => Answers.Of(new JsonObject
    {
        ["data"] = new JsonObject { ["message"] = prompts, ["prompts"] = prompts },
        ["extra"] = new JsonObject { ["now"] = context.Now },
        ["status_code"] = code,
    });
}
