using System.Globalization;
using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator.Http;

/// <summary>What the real site does not have: the oracle, the faults, the counters, and switches for the world.</summary>
internal static class SimEndpoints
{
    public static void Map(WebApplication app, SimulatorHost host)
    {
        app.MapGet("/sim/rooms", () => Answers.Of(host.Rooms.Select(RoomRow.Of).ToList()));
        app.MapGet("/sim/oracle", (string? room) => Oracle(host, room));
        app.MapGet("/sim/report", () => Answers.Of(SimulatorReport.Of(host)));
        app.MapGet("/sim/faults", () => Answers.Of(host.FaultCounts));
        app.MapPost("/sim/faults", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            try
            {
                host.AddFaults(await reader.ReadToEndAsync());
                return Answers.Of(host.FaultCounts);
            }
            catch (FormatException e)
            {
                return Results.Text(e.Message, statusCode: StatusCodes.Status400BadRequest);
            }
        });
        app.MapDelete("/sim/faults", () =>
        {
            host.ClearFaults();
            return Results.NoContent();
        });
        app.MapPost("/sim/world/stop", () => Switch(host.StopWorld));
        app.MapPost("/sim/world/start", () => Switch(host.StartWorld));
        app.MapPost("/sim/rooms/{liveId:long}/end", (long liveId) => OnRoom(host, liveId, host.EndBroadcast));
        app.MapPost("/sim/rooms/{liveId:long}/start", (long liveId) => OnRoom(host, liveId, r => host.StartBroadcast(r)));
    }

    private static IResult Switch(Action action)
    {
        action();
        return Results.NoContent();
    }

    private static IResult OnRoom(SimulatorHost host, long liveId, Action<World.SimulatedRoom> action)
    {
        if (host.Rooms.FirstOrDefault(r => r.LiveId == liveId) is not { } room)
        {
            return Results.NotFound();
        }

        action(room);
        return Answers.Of(RoomRow.Of(room));
    }

    private static IResult Oracle(SimulatorHost host, string? room)
    {
        if (string.IsNullOrEmpty(room))
        {
            var ids = host.Oracle.RoomIds.Select(id => id.ToString(CultureInfo.InvariantCulture));
            return Answers.Of(new { host.Oracle.Counts, Rooms = ids });
        }

        if (!long.TryParse(room, NumberStyles.None, CultureInfo.InvariantCulture, out var roomId) || !host.Oracle.RoomIds.Contains(roomId))
        {
            return Results.NotFound();
        }

        return Answers.Of(new
        {
            Room = room,
            Events = host.Oracle.Events(roomId).Select(EventRow.Of),
            Combos = host.Oracle.Combos(roomId),
        });
    }

    private sealed record RoomRow(string LiveId, string RoomId, string Title, string Anchor, int Status)
    {
        public static RoomRow Of(World.SimulatedRoom room) => new(
            room.LiveId.ToString(CultureInfo.InvariantCulture), room.RoomId.ToString(CultureInfo.InvariantCulture),
            room.Title, room.Anchor.Name, room.Current.Status);
    }

    private sealed record EventRow(
        string Id, string Kind, string Method, bool Offered, string UserId, string? Content, long Variant, long Count, long Total, GiftFacts? Gift)
    {
        public static EventRow Of(OracleEvent e) => new(
            e.Id, OracleCounts.Name(e.Kind), e.Method, e.Offered, e.UserId.ToString(CultureInfo.InvariantCulture),
            e.Facts.Content, e.Facts.Variant, e.Facts.Count, e.Facts.Total, e.Facts.Gift);
    }
}
