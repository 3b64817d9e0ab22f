using System.Globalization;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Http;

/// <summary>im/fetch: a bare Response with what came after the cursor; sticky state and history without one.</summary>
internal sealed class FetchEndpoint(SessionContext context, Rooms rooms)
{
    private const int MostBatches = 50;

    public IResult Get(HttpContext http)
    {
        var query = http.Request.Query;
        context.Counters.Fetched();
        _ = long.TryParse(query["room_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var roomId);
        var uid = query["user_unique_id"].ToString();
        var response = rooms.FindBroadcast(roomId) is { } broadcast ? Collect(broadcast, query["cursor"]) : new Response { Cursor = query["cursor"] };
        response.Now = context.Now;
        response.FetchInterval = 1000;
        response.FetchType = 0;
        response.HeartbeatDuration = 10;
        response.LiveCursor = "d-1_u-1";
        response.PushServerV2 = $"ws://{http.Request.Host}/webcast/im/push/v2/";
        response.InternalExt = string.Create(CultureInfo.InvariantCulture,
            $"internal_src:dim|wss_push_room_id:{roomId}|wss_push_did:{uid}|first_req_ms:{context.Now}|fetch_time:{context.Now}|seq:1|wss_info:0-{context.Now}-0-0|wrds_v:{context.Now * 1_000_000}");
        return Results.Bytes(response.ToByteArray(), "application/x-protobuf");
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
        for (var i = 0; i < MostBatches && broadcast.Read(ref next, out _) is { } batch; i++, next++)
        {
            response.Messages.AddRange(BatchBuilder.Open(batch).Messages);
            broadcast.Sent(batch.Position);
        }

        response.Cursor = Cursor.Format(broadcast.RoomId, next - 1, context.Now);
        return response;
    }
}
