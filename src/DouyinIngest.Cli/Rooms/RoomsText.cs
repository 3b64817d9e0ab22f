using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Output;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Rooms;

/// <summary>Rooms as text: lines for a person, or one line of JSON.</summary>
internal static class RoomsText
{
    /// <summary>Whether a room has a place, waits for one, or is paused.</summary>
    public static string State(ControlTable table, DesiredRoom room)
        => room.Paused ? "paused" : table.Plan.Admitted.ContainsKey(room.LiveId) ? "admitted" : "pending";

    public static IEnumerable<string> Lines(ControlTable table)
    {
        foreach (var room in Sorted(table))
        {
            var more = new StringBuilder();
            Append(more, "room id ", room.Assignment.RoomId == 0 ? null : room.Assignment.RoomId.ToString(CultureInfo.InvariantCulture));
            Append(more, "priority ", room.Priority == 0 ? null : room.Priority.ToString(CultureInfo.InvariantCulture));
            Append(more, "by ", room.Assignment.Transport == RoomTransport.Hybrid ? null : TransportWords.Of(room.Assignment.Transport));
            Append(more, "since ", room.Since?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            foreach (var part in room.Assignment.Filter is { } filter ? RoomFilterValue.Summary(filter) : [])
            {
                Append(more, "", SafeText.Of(part));
            }

            foreach (var (name, text) in room.Assignment.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
            {
                Append(more, "", $"{SafeText.Of(name)}={SafeText.Of(text)}");
            }

            yield return $"{room.LiveId,-18}  {State(table, room),-8}  {room.Credential}{more}";
        }

        foreach (var refusal in table.Refusals.Values.OrderBy(refusal => refusal.Offset))
        {
            yield return $"{SafeText.Of(refusal.Key),-18}  refused   {Refusal(refusal)}";
        }

        yield return Summary(table);
        foreach (var warning in table.Plan.Warnings)
        {
            yield return $"warning: {warning}";
        }
    }

    /// <summary>Reason, remedy and place of a refused record, on one line.</summary>
    public static string Refusal(ControlRefusal refusal)
        => SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"offset {refusal.Offset}: {refusal.Reason}. {refusal.Remedy}"));

    public static string Json(ControlTable table)
    {
        return OneLine(json =>
        {
            json.WriteNumber("offset", table.Offset);
            json.WriteStartArray("rooms");
            foreach (var room in Sorted(table))
            {
                json.WriteStartObject();
                json.WriteString("liveId", room.LiveId);
                json.WriteString("place", State(table, room));
                json.WriteString("usesCredential", room.Credential);
                RoomValue.WriteMembers(json, room);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("refused");
            foreach (var refusal in table.Refusals.Values.OrderBy(refusal => refusal.Offset))
            {
                json.WriteStartObject();
                json.WriteString("key", refusal.Key);
                json.WriteNumber("offset", refusal.Offset);
                json.WriteString("reason", refusal.Reason);
                json.WriteString("remedy", refusal.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (var warning in table.Plan.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>What was written, and what could not be.</summary>
    public static string WrittenJson(RoomChanges changes) => OneLine(json =>
    {
        json.WriteNumber("written", changes.Writes.Count);
        json.WriteNumber("new", changes.Writes.Count(write => write.IsNew));
        json.WriteNumber("removed", changes.Writes.Count(write => write.Value is null));
        json.WriteStartArray("failed");
        foreach (var failure in changes.Failures)
        {
            json.WriteStartObject();
            json.WriteString("room", failure.Room);
            json.WriteString("reason", failure.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The same for a person.</summary>
    public static string Written(RoomChanges changes)
    {
        var added = changes.Writes.Count(write => write.IsNew);
        var removed = changes.Writes.Count(write => write.Value is null);
        return string.Create(CultureInfo.InvariantCulture, $"{changes.Writes.Count} records written: {added} new, {changes.Writes.Count - added - removed} changed, {removed} removed");
    }

    internal static string OneLine(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static IEnumerable<DesiredRoom> Sorted(ControlTable table)
        => table.Rooms.Values.OrderBy(room => room.Credential, StringComparer.Ordinal).ThenBy(room => room, Admission.Order);

    private static string Summary(ControlTable table) => string.Create(
        CultureInfo.InvariantCulture,
        $"{table.Rooms.Count} rooms: {table.Plan.Admitted.Count} admitted, {table.Plan.Pending.Count} pending, {table.Rooms.Values.Count(room => room.Paused)} paused; {table.Refusals.Count} records refused");

    private static void Append(StringBuilder line, string what, string? text)
    {
        if (text is not null)
        {
            line.Append("  ").Append(what).Append(text);
        }
    }
}
