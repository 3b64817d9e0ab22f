using System.Globalization;
using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator.Http;

/// <summary>What the real site does not have: the oracle, the faults, the counters, and switches for the world.</summary>
internal static class SimEndpoints
{
    private const double Longest = 86_400;

    public static void Map(WebApplication app, SimulatorHost host)
    {
        app.MapGet("/sim/rooms", () => Answers.Of(host.Rooms.Select(RoomRow.Of).ToList()));
        app.MapGet("/sim/oracle", (string? room) => Oracle(host, room));
        app.MapGet("/sim/report", () => Answers.Of(SimulatorReport.Of(host)));
        app.MapGet("/sim/open", () => Answers.Of(new { Open = host.Counters.Open.Now }));
        app.MapGet("/sim/behind", () => Answers.Of(new { Open = host.Counters.Open.Now, host.Behind }));
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
        app.MapPost("/sim/rooms/{liveId:long}/end", (long liveId, bool? silent, bool? close) =>
            OnRoom(host, liveId, r => host.EndBroadcast(r, silent ?? false, close ?? false)));
        app.MapPost("/sim/rooms/{liveId:long}/start", (long liveId) => OnRoom(host, liveId, r => host.StartBroadcast(r)));
        app.MapPost("/sim/rooms/{liveId:long}/begin", (long liveId) => OnRoom(host, liveId, r => host.StartBroadcast(r)));
        app.MapGet("/sim/gaps", (long? room) => Answers.Of(host.Gaps.Where(g => room is null || g.RoomId == room).Select(GapRow.Of)));
        app.MapGet("/sim/said", (long? room) => Answers.Of(host.Said.Of(room).Select(SaidRow.Of)));
        app.MapGet("/sim/attempts", (long? room) => room is { } liveId ? Answers.Of(host.Connects.Of(liveId)) : Answers.Of(host.Connects.All()));
        app.MapPost("/sim/drop", (double? share) => Disturb(share is null or (> 0 and <= 1), "share: above 0 up to 1", () => host.Disruptions.Drop(share ?? 1)));
        app.MapPost("/sim/refuse", (int status, double seconds, bool? polls) => Disturb(
            status is 200 or (>= 400 and <= 599) && seconds is > 0 and <= Longest,
            "status: 200 (blocked), 400 to 599; seconds: above 0 up to a day",
            () => host.Disruptions.Refuse(status, TimeSpan.FromSeconds(seconds), polls ?? true)));
        app.MapPost("/sim/halfopen", (int count, double seconds) => Disturb(
            count > 0 && seconds is > 0 and <= Longest,
            "count: 1 up; seconds: above 0 up to a day",
            () => host.Disruptions.HalfOpen(count, TimeSpan.FromSeconds(seconds))));
    }

    private static IResult Switch(Action action)
    {
        action();
        return Results.NoContent();
    }

    private static IResult Disturb(bool allowed, string accepted, Func<int> action)
        => allowed ? Answers.Of(new { Fired = action() }) : Results.Text($"Out of range. Accepted: {accepted}.", statusCode: StatusCodes.Status400BadRequest);

    private static IResult OnRoom(SimulatorHost host, long liveId, Action<World.SimulatedRoom> action)
    {
        if (host.FindRoom(liveId) is not { } room)
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
            LiveId = host.FindRoomOfBroadcast(roomId)?.LiveId.ToString(CultureInfo.InvariantCulture),
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
        string Id, string Kind, string Method, long Time, bool Offered, bool Repeated, string UserId, string? Content, long Variant, long Count, long Total, GiftFacts? Gift)
    {
        public static EventRow Of(OracleEvent e) => new(
            e.Id, OracleCounts.Name(e.Kind), e.Method, e.Time, e.Offered, e.Repeated, e.UserId.ToString(CultureInfo.InvariantCulture),
            e.Facts.Content, e.Facts.Variant, e.Facts.Count, e.Facts.Total, e.Facts.Gift);
    }

    private sealed record SaidRow(string LiveId, string Room, string Content, string UserId, string EventId, long Time)
    {
        public static SaidRow Of(SaidLine line) => new(
            line.LiveId.ToString(CultureInfo.InvariantCulture), line.RoomId.ToString(CultureInfo.InvariantCulture), line.Content,
            line.UserId.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{line.RoomId}-{line.MessageId}"), line.Time);
    }

    private sealed record GapRow(string Room, string Cause, long From, long To, int NeverSent, IReadOnlyList<string> Events)
    {
        public static GapRow Of(TrueGap gap) => new(
            gap.RoomId.ToString(CultureInfo.InvariantCulture), gap.Cause == GapCause.Forgotten ? "forgotten" : "no_cursor", gap.From, gap.To, gap.NeverSent, gap.Events);
    }
}
