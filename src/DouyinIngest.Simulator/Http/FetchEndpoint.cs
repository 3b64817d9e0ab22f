using System.Globalization;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Http;

/// <summary>
/// im/fetch: a bare Response with what came after the cursor; sticky state and history without one, or when it is too old. Refused as the site refuses.
/// </summary>
internal sealed class FetchEndpoint(SessionContext context, Rooms rooms, Disruptions disruptions)
{
    public async Task GetAsync(HttpContext http)
    {
        var query = http.Request.Query;
        context.Counters.Fetched();
        _ = long.TryParse(query["room_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var roomId);
        if (disruptions.RefusalOfPoll() is { } status)
        {
            // 200 is the site's soft rejection: nothing in it.
            http.Response.StatusCode = status;
            http.Response.ContentLength = 0;
            context.Counters.FetchRefused();
            return;
        }

        var fault = context.Options.SignatureRequired && string.IsNullOrEmpty(query["a_bogus"])
            ? new FaultRule { Kind = FaultKind.FetchEmpty }
            : context.Faults.OnRequest(FaultPoint.Fetch, rooms.FindByRoomId(roomId)?.LiveId ?? 0, roomId);
        if (fault is not null && await RefusedFetch.AnswerAsync(http, fault, context.Time))
        {
            context.Counters.FetchRefused();
            return;
        }

        var answer = Respond(http, roomId).ToByteArray();
        context.Counters.FetchAnswered(answer.Length);
        http.Response.ContentType = "application/x-protobuf";
        if (fault is { Kind: FaultKind.FetchSlow })
        {
            await RefusedFetch.SlowAsync(http, answer, fault.For, context.Time);
            return;
        }

        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }

    private Response Respond(HttpContext http, long roomId)
    {
        var query = http.Request.Query;
        var response = rooms.FindBroadcast(roomId) is { } broadcast ? Collect(broadcast, query["cursor"]) : new Response { Cursor = query["cursor"].ToString() };
        response.Now = context.Now;
        response.FetchInterval = (long)context.Options.FetchInterval.TotalMilliseconds;
        response.FetchType = 0;
        response.HeartbeatDuration = 10;
        response.LiveCursor = "d-1_u-1";
        response.PushServerV2 = $"ws://{http.Request.Host}/webcast/im/push/v2/";
        response.RouteParams["fetched"] = "1";
        response.InternalExt = FetchExt.Next(query["internal_ext"], roomId, query["user_unique_id"].ToString(), context.Now);
        return response;
    }

    private Response Collect(Broadcast broadcast, string? cursor)
    {
        var opening = broadcast.Open(cursor);
        context.Counters.Missed(opening.Missed);
        var response = new Response();
        broadcast.Offer(opening.Start, opening.Resumed ? [] : [.. opening.Sticky, .. opening.History]);
        if (!opening.Resumed)
        {
            response.Messages.AddRange(opening.Sticky);
        }

        response.Messages.AddRange(opening.History);
        var next = opening.Start;
        for (var i = 0; i < context.Options.FetchBatches && broadcast.Read(ref next, out var missed) is { } batch; i++, next++)
        {
            context.Counters.Missed(missed);
            response.Messages.AddRange(BatchBuilder.Open(batch).Messages);
            broadcast.Sent(batch.Position);
        }

        response.Cursor = opening.Resumed
            ? Cursor.Format(broadcast.RoomId, next - 1, context.Now)
            : Cursor.FormatFirst(broadcast.RoomId, opening.Start, next - 1, context.Now);
        return response;
    }
}
