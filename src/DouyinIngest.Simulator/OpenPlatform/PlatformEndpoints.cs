using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DouyinIngest.Simulator.Http;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>The platform's API: tokens, tasks, missed events; and what it knows, for tests.</summary>
internal sealed class PlatformEndpoints(PlatformOptions options, PlatformTasks tasks, PlatformTruth truth, Func<long, bool> isRoom, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private int _calls;
    private int _issued;

    /// <summary>Tokens that were given out.</summary>
    public int Issued => _issued;

    public void Map(WebApplication app)
    {
        app.MapPost("/api/apps/v2/token", TokenAsync);
        app.MapPost("/api/live_data/task/start", (HttpRequest request) => TaskAsync(request, start: true));
        app.MapPost("/api/live_data/task/stop", (HttpRequest request) => TaskAsync(request, start: false));
        app.MapGet("/api/live_data/task/get", (HttpRequest request, string? roomid, string? appid, string? msg_type) =>
            Guarded(request, appid, roomid, msg_type, (room, type) => Answer(0, "", new JsonObject { ["status"] = tasks.Status(room, type) })));
        app.MapGet("/api/live_data/task/fail_data/get", (HttpRequest request, string? roomid, string? appid, string? msg_type, int? page_num, int? page_size) =>
            Guarded(request, appid, roomid, msg_type, (room, type) => Missed(room, type, page_num ?? 1, page_size ?? 10)));
        app.MapPost("/sim/platform", (double? forged, double? apiFailures) =>
        {
            if (forged is < 0 or > 1 or double.NaN || apiFailures is < 0 or > 1 or double.NaN)
            {
                return Results.Text("forged and apiFailures: 0 to 1", statusCode: StatusCodes.Status400BadRequest);
            }

            options.Forged = forged ?? options.Forged;
            options.ApiFailures = apiFailures ?? options.ApiFailures;
            return Results.NoContent();
        });
        app.MapGet("/sim/platform", () => Answers.Of(new
        {
            Events = truth.Events.Count,
            truth.GivenUp,
            tasks.Starts,
            tasks.Stops,
            Tokens = Issued,
            Running = tasks.Running.Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.RoomId} {task.Type}")),
            Attempts = truth.Attempts.GroupBy(a => (a.Purpose, a.Status)).Select(g => new { Purpose = g.Key.Purpose.ToString(), g.Key.Status, Count = g.Count() }),
        }));
    }

    /// <summary>From now on no token is accepted that was given out before.</summary>
    public void RevokeTokens() => _tokens.Clear();

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (await BodyAsync(request) is not { } body || !Is(body, "grant_type", "client_credential"))
        {
            return Answer(28001007, "grant_type", []);
        }

        if (!Is(body, "appid", options.AppId) || !Is(body, "secret", options.AppSecret))
        {
            return Answer(28001005, "appid or secret", []);
        }

        var token = "sim." + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
        _tokens[token] = time.GetUtcNow() + options.TokenLife;
        Interlocked.Increment(ref _issued);
        return Answer(0, "", new JsonObject { ["access_token"] = token, ["expires_in"] = (long)options.TokenLife.TotalSeconds });
    }

    private async Task<IResult> TaskAsync(HttpRequest request, bool start)
    {
        var body = await BodyAsync(request);
        return Guarded(request, Text(body, "appid"), Text(body, "roomid"), Text(body, "msg_type"), (room, type) =>
        {
            if (start)
            {
                tasks.Start(room, type);
            }
            else if (!tasks.Stop(room, type))
            {
                return Answer(40023, "no such task", []);
            }

            return Answer(0, "", []);
        });
    }

    private IResult Guarded(HttpRequest request, string? appId, string? roomId, string? type, Func<long, string, IResult> answer)
    {
        if (options.ApiFailures > 0 && Interlocked.Increment(ref _calls) * options.ApiFailures % 1 < options.ApiFailures)
        {
            return Results.Text("busy", statusCode: StatusCodes.Status500InternalServerError);
        }

        if (!_tokens.TryGetValue(request.Headers["access-token"].ToString(), out var end) || end <= time.GetUtcNow())
        {
            return Answer(28001008, "access_token", []);
        }

        return !string.Equals(appId, options.AppId, StringComparison.Ordinal) ? Answer(40004, "appid", [])
            : type is null || !PlatformTypes.All.Contains(type, StringComparer.Ordinal) ? Answer(40001, "msg_type", [])
            : !long.TryParse(roomId, NumberStyles.None, CultureInfo.InvariantCulture, out var room) || !isRoom(room) ? Answer(40022001, "roomid", [])
            : answer(room, type);
    }

    private IResult Missed(long roomId, string type, int page, int size)
    {
        var missed = tasks.Missed(roomId, type);
        var list = new JsonArray([.. missed.Skip((page - 1) * size).Take(size).Select(e => new JsonObject
        {
            ["roomid"] = roomId.ToString(CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["payload"] = new JsonArray(e.Json.DeepClone()).ToJsonString(Answers.Json),
        })]);
        return Answer(0, "", new JsonObject { ["page_num"] = page, ["total_count"] = missed.Count, ["data_list"] = list });
    }

    private static IResult Answer(long number, string words, JsonObject data)
        => Answers.Of((JsonNode)new JsonObject { ["err_no"] = number, ["err_msg"] = words, ["logid"] = "simulated", ["data"] = data });

    private static async Task<JsonObject?> BodyAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Is(JsonObject body, string name, string expected) => string.Equals(Text(body, name), expected, StringComparison.Ordinal);
}
