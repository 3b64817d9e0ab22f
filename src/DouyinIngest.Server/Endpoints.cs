using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server.Api;
using DouyinIngest.Server.Web;
using Prometheus;

namespace DouyinIngest.Server;

/// <summary>What the management port serves.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app)
    {
        var health = app.Services.GetRequiredService<IngestHealth>();
        var rooms = app.Services.GetRequiredService<IRoomDirectory>();
        var registry = app.Services.GetRequiredService<CollectorRegistry>();
        app.MapGet("/healthz/live", () => health.IsLive ? Say("live", []) : Say("failed", [health.Failure!]));
        app.MapGet("/healthz/ready", () =>
        {
            var reasons = health.NotReadyBecause();
            return Say(reasons.Count == 0 ? "ready" : "not ready", reasons);
        });
        app.MapGet("/rooms", () => Results.Json(rooms.Snapshot(), ApiJson.Options));
        app.MapGet("/rooms/{id}", (string id) => rooms.Find(id) is { } room
            ? Results.Json(room, ApiJson.Options)
            : Results.Json(new { error = "No such room here: give its live id or the room id of its broadcast." }, ApiJson.Options, statusCode: StatusCodes.Status404NotFound));
        app.MapMetrics(settings => settings.Registry = registry, "/metrics").WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        ApiEndpoints.Map(app);
        ConsolePage.Map(app);
    }

    private static IResult Say(string status, IReadOnlyList<string> reasons)
        => Results.Json(new { status, reasons }, ApiJson.Options, statusCode: reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
