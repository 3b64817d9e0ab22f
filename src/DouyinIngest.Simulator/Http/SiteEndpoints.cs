using System.Globalization;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Http;

/// <summary>The site's pages and room APIs.</summary>
internal sealed class SiteEndpoints(SessionContext context, Rooms rooms)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/", Home);
        app.MapGet("/{liveId:long}", Page);
        app.MapGet("/webcast/room/web/enter/", Enter);
        app.MapGet("/s/{code}", ShortLink);
        app.MapGet("/webcast/reflow/{roomId:long}", (long roomId) => Results.Text(LivePage.Unknown(), "text/html; charset=utf-8"));
        app.MapGet("/webcast/room/reflow/info/", Reflow);
    }

    // Whoever comes without a cookie goes to the front page for one.
    private IResult Home(HttpContext http)
    {
        GiveTtwid(http);
        return Html(LivePage.Unknown());
    }

    private IResult Page(long liveId, HttpContext http)
    {
        if (context.Options.PageChallenge && !http.Request.Cookies.ContainsKey("__ac_nonce"))
        {
            http.Response.Cookies.Append("__ac_nonce", "0" + context.Now.ToString("x", CultureInfo.InvariantCulture).PadLeft(20, 'a'));
            return Html(LivePage.Challenge());
        }

        GiveTtwid(http);
        return Html(rooms.FindByLiveId(liveId) is { } room ? LivePage.Of(room) : LivePage.Unknown());
    }

    private void GiveTtwid(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey("ttwid"))
        {
            http.Response.Cookies.Append("ttwid", $"1|{Guid.NewGuid():N}|{context.Now / 1000}|{Guid.NewGuid():N}",
                new CookieOptions { HttpOnly = true, Path = "/", MaxAge = TimeSpan.FromDays(365) });
        }
    }

    private IResult Enter(HttpContext http)
    {
        var query = http.Request.Query;
        var room = Number(query["web_rid"]) is { } liveId ? rooms.FindByLiveId(liveId) : null;
        room ??= Number(query["room_id_str"]) is { } roomId ? rooms.FindByRoomId(roomId) : null;
        return Answer(room, room is null ? RoomJson.Unknown(context.Now) : RoomJson.Enter(room, context.Now));
    }

    private IResult Reflow(HttpContext http)
    {
        var room = Number(http.Request.Query["room_id"]) is { } roomId ? rooms.FindByRoomId(roomId) : null;
        return Answer(room, room is null ? RoomJson.Unknown(context.Now) : RoomJson.Reflow(room, context.Now));
    }

    // The universal soft rejection of the site is HTTP 200 with nothing in it.
    private IResult Answer(SimulatedRoom? room, System.Text.Json.Nodes.JsonObject json)
        => context.Faults.OnRequest(FaultPoint.Api, room?.LiveId ?? 0, room?.RoomId ?? 0) is null ? Answers.Of(json) : Results.Text("");

    private IResult ShortLink(string code)
    {
        var room = Number(code) is { } number && number < rooms.All.Count ? rooms.All[(int)number] : null;
        return room is null
            ? Results.NotFound()
            : Results.Redirect(string.Create(CultureInfo.InvariantCulture,
                $"/webcast/reflow/{room.RoomId}?u_code=0&sec_user_id={room.Anchor.SecUid}&utm_source=copy"));
    }

    private static IResult Html(string page) => Results.Text(page, "text/html; charset=utf-8");

    private static long? Number(string? text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
