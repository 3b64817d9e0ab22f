using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Protos.Ops.V1;

namespace DouyinIngest.Cli.Fleet;

/// <summary>Rooms and what happens to them, as text.</summary>
internal static class RoomsStatusText
{
    public static IEnumerable<string> Lines(IReadOnlyList<RoomStanding> rooms, DateTimeOffset now)
    {
        var table = new TextTable("live id", "state", "#since", "room", "by", "instance", "#epoch", "#checkpoint", "#events/s", "#events", "#gaps", "why");
        foreach (var room in rooms)
        {
            table.Add(
                room.LiveId, room.State, room.Since is { } since ? FleetText.Age(now - since) : "-", room.RoomId > 0 ? Text($"{room.RoomId}") : "-",
                room.Transport.Length > 0 ? room.Transport : "-", room.Instance.Length > 0 ? room.Instance : "-", Text($"{room.Epoch}"), room.Checkpoint is { } age ? FleetText.Age(age) : "-",
                Text($"{room.Rate:#,0.0}"), Text($"{room.Events:#,0}"), Text($"{room.Gaps:#,0}"),
                room.Remedy.Length > 0 ? $"{room.Reason}: {room.Remedy}" : room.Reason);
        }

        return table.Count > 0 ? table.Lines() : ["No room is assigned, and none was told of."];
    }

    public static string Json(RoomStanding room, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("liveId", room.LiveId);
            json.WriteString("roomId", Text($"{room.RoomId}"));
            json.WriteString("state", room.State);
            if (room.Since is { } since)
            {
                json.WriteNumber("sinceSeconds", Math.Round((now - since).TotalSeconds, 3));
            }

            json.WriteString("reason", room.Reason);
            json.WriteString("remedy", room.Remedy);
            json.WriteString("transport", room.Transport);
            json.WriteString("instance", room.Instance);
            json.WriteString("epoch", Text($"{room.Epoch}"));
            if (room.Checkpoint is { } age)
            {
                json.WriteNumber("checkpointAgeSeconds", Math.Round(age.TotalSeconds, 3));
            }

            json.WriteNumber("eventsPerSecond", Math.Round(room.Rate, 3));
            json.WriteNumber("events", room.Events);
            json.WriteNumber("gaps", room.Gaps);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>One line for one record of the status topic.</summary>
    public static string Line(Status status) => SafeText.Of(
        $"{status.Time?.ToDateTimeOffset().UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "--:--:--"} {status.LiveId} {What(status)}");

    private static string What(Status status) => status.WhatCase switch
    {
        Status.WhatOneofCase.StateChanged => $"{status.StateChanged.From} → {status.StateChanged.To}{Because(status.StateChanged.Reason, status.StateChanged.Remedy)}",
        Status.WhatOneofCase.Gap => Text($"gap of about {status.Gap.EstimatedEvents:#,0} events ({status.Gap.Reason})"),
        Status.WhatOneofCase.Refused => Text($"assignment at offset {status.Refused.Offset} refused{Because(status.Refused.Reason, status.Refused.Remedy)}"),
        Status.WhatOneofCase.Quota => Text($"{(status.Quota.Admitted ? "admitted" : "pending")}: credential {status.Quota.Credential} holds {status.Quota.Limit} rooms at most"),
        Status.WhatOneofCase.Shed => "shed " + string.Join(", ", status.Shed.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Text($"{pair.Key} {pair.Value:#,0}"))),
        _ => "something that this version does not know",
    };

    private static string Because(string reason, string remedy) => (reason.Length > 0, remedy.Length > 0) switch
    {
        (true, true) => $" ({reason}): {remedy}",
        (true, false) => $" ({reason})",
        (false, true) => $": {remedy}",
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
