using System.Net;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server.Security;
using Microsoft.Net.Http.Headers;

namespace DouyinIngest.Server.Api;

/// <summary>What the console asks for, as JSON; every answer is capped.</summary>
internal static partial class ApiEndpoints
{
    private const string NoSuchRoom = "No such room: give its live id, or the room id of a broadcast that runs here.";

    public static void Map(WebApplication app)
    {
        var list = app.Services.GetRequiredService<RoomList>();
        var token = app.Services.GetRequiredService<ManagementToken>();
        var api = app.MapGroup("/api");
        api.MapGet("/console", () => Results.Json(list.Status(token.IsSet), ApiJson.Options));
        api.MapGet("/rooms", (HttpContext context) => Rooms(list, context));
        api.MapGet("/rooms/{id}", (string id) => Room(list, id));
        api.MapGet("/rooms/{id}/events", (string id, RoomTail tail, CancellationToken aborted) => Events(list, tail, id, aborted));
        api.MapGet("/assignments", () => Results.Json(list.Assignments(), ApiJson.Options));
        var writes = api.MapGroup("/rooms/{id}").AddEndpointFilter<WriteGuard>();
        writes.MapPost("/pause", (string id, HttpContext context, RoomSwitch rooms, ILogger<ConsoleWrites> logger) => SwitchAsync(list, rooms, id, paused: true, context, logger));
        writes.MapPost("/resume", (string id, HttpContext context, RoomSwitch rooms, ILogger<ConsoleWrites> logger) => SwitchAsync(list, rooms, id, paused: false, context, logger));
    }

    private static IResult Rooms(RoomList list, HttpContext context)
    {
        var zipped = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        context.Response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (zipped)
        {
            context.Response.Headers[HeaderNames.ContentEncoding] = "gzip";
        }

        return Results.Bytes(list.Json(zipped), "application/json");
    }

    private static IResult Room(RoomList list, string id) => list.Find(id) is { } room
        ? Results.Json(new { room, figures = list.Snapshot(id) }, ApiJson.Options)
        : ApiJson.Refusal(StatusCodes.Status404NotFound, NoSuchRoom, "The list at /api/rooms has every room that is known here.");

    private static IResult Events(RoomList list, RoomTail tail, string id, CancellationToken aborted)
    {
        if (list.Snapshot(id) is { State: not RoomState.Stopped } here)
        {
            return tail.Watch(here, aborted) is { } events
                ? TypedResults.ServerSentEvents(events)
                : ApiJson.Refusal(StatusCodes.Status503ServiceUnavailable, $"{EventTail.MostWatchers} others watch rooms here.", "Close a console's room that nobody looks at, then try again.");
        }

        return list.Find(id) switch
        {
            null => ApiJson.Refusal(StatusCodes.Status404NotFound, NoSuchRoom, "The list at /api/rooms has every room that is known here."),
            { Pod.Length: > 0 } room => Results.Json(
                new { error = $"Room {room.LiveId} does not run here, but on pod {room.Pod}.", remedy = "Watch it there.", pod = room.Pod, address = room.Address }, ApiJson.Options, statusCode: StatusCodes.Status421MisdirectedRequest),
            var room => ApiJson.Refusal(StatusCodes.Status409Conflict, $"Room {room.LiveId} runs nowhere now: it is {room.State}.", room.Remedy),
        };
    }

    private static async Task<IResult> SwitchAsync(RoomList list, RoomSwitch rooms, string id, bool paused, HttpContext context, ILogger logger)
    {
        if (!list.IsFleet)
        {
            return ApiJson.Refusal(StatusCodes.Status409Conflict, "The rooms of this process stand in its configuration.", "Change Ingest:Rooms and start it anew; only rooms of a control topic can be paused.");
        }

        if (!ControlKeys.IsLiveId(id))
        {
            return ApiJson.Refusal(StatusCodes.Status400BadRequest, "This is no live id.", "Give the 1 to 18 digits in https://live.douyin.com/<live id>.");
        }

        var (expected, mistake) = await SwitchRequest.ReadAsync(context.Request);
        if (mistake is not null)
        {
            return ApiJson.Refusal(StatusCodes.Status400BadRequest, mistake, "Send nothing, or {\"offset\":\"123\"} with the room's offset as /api/rooms has it.");
        }

        // Once it is begun it is finished, whether or not somebody waits for the answer.
        var (outcome, message) = await rooms.SetAsync(id, paused, expected, CancellationToken.None);
        Log.Switched(logger, id, paused ? "pause" : "resume", outcome, context.Connection.RemoteIpAddress);
        return Results.Json(new { outcome, message }, ApiJson.Options, statusCode: StatusOf(outcome));
    }

    internal static int StatusOf(SwitchOutcome outcome) => outcome switch
    {
        SwitchOutcome.Written or SwitchOutcome.AlreadySo => StatusCodes.Status200OK,
        SwitchOutcome.Unknown => StatusCodes.Status404NotFound,
        SwitchOutcome.Changed => StatusCodes.Status409Conflict,
        SwitchOutcome.TableOld => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Console: {Action} of room {LiveId} by {Address}: {Outcome}", EventName = "ConsoleSwitched")]
        public static partial void Switched(ILogger logger, string liveId, string action, SwitchOutcome outcome, IPAddress? address);
    }
}
