using System.Globalization;
using System.Text.Json;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The value of a room's record on the control topic, read and written. Pure.</summary>
internal static class RoomValue
{
    public const int MaxLabels = 32;
    public const int MaxLabelName = 64;
    public const int MaxLabelValue = 256;

    private const string This = "the value";
    private const long LeastRoomId = 1_000_000_000_000_000_000;
    private static readonly string[] Members = ["roomId", "state", "transport", "credential", "priority", "since", "filters", "labels"];

    /// <summary>Reads it; nothing is required.</summary>
    /// <param name="liveId">The record's key.</param>
    /// <param name="value">Any JSON.</param>
    /// <param name="offset">Where the record stands.</param>
    /// <exception cref="ControlFormatException">It is refused.</exception>
    public static DesiredRoom Read(string liveId, JsonElement value, long offset)
    {
        var members = JsonMembers.Of(value, This, Members);
        var assignment = new RoomAssignment(liveId, RoomId(members), Labels(members))
        {
            Filter = members.Find("filters") is { } filters ? RoomFilterValue.Read(filters, members.PathOf("filters")) : null,
            Credential = CredentialsValue.Name(members),
            Transport = Transport(members),
        };
        return new DesiredRoom(assignment, offset)
        {
            Paused = members.Word("state", "active", "paused") is "paused",
            Priority = members.Integer("priority", int.MinValue, int.MaxValue) ?? 0,
            Since = Since(members),
        };
    }

    /// <summary>The value that reads as <paramref name="room"/>; what is as by default is left out.</summary>
    public static byte[] Write(DesiredRoom room)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteMembers(json, room);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The members alone, into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, DesiredRoom room)
    {
        if (room.Assignment.RoomId != 0)
        {
            // As a text: many readers of JSON take numbers for floating point and lose the last digits.
            json.WriteString("roomId", room.Assignment.RoomId.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("state", room.Paused ? "paused" : "active");
        if (room.Assignment.Transport != RoomTransport.Hybrid)
        {
            json.WriteString("transport", TransportWords.Of(room.Assignment.Transport));
        }

        if (room.Assignment.Credential is { } credential)
        {
            json.WriteString("credential", credential);
        }

        if (room.Priority != 0)
        {
            json.WriteNumber("priority", room.Priority);
        }

        if (room.Since is { } since)
        {
            json.WriteString("since", since.UtcDateTime);
        }

        if (room.Assignment.Filter is { } filter)
        {
            json.WritePropertyName("filters");
            RoomFilterValue.Write(json, filter);
        }

        if (room.Assignment.Labels.Count > 0)
        {
            json.WriteStartObject("labels");
            foreach (var (name, text) in room.Assignment.Labels)
            {
                json.WriteString(name, text);
            }

            json.WriteEndObject();
        }
    }

    private static long RoomId(JsonMembers members)
    {
        if (members.Find("roomId") is not { } value)
        {
            return 0;
        }

        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= LeastRoomId
            ? id
            : throw JsonMembers.Wrong(
                $"{members.PathOf("roomId")} is {JsonMembers.Shown(value)}",
                "Make it the 19-digit room id of one broadcast, in quotes, or leave it out: then the room is looked up whenever its anchor goes live.");
    }

    private static RoomTransport Transport(JsonMembers members)
        => members.Word("transport", "hybrid", "websocket", "polling", "push") switch
        {
            null or "hybrid" => RoomTransport.Hybrid,
            "websocket" => RoomTransport.Websocket,
            "polling" => RoomTransport.Polling,
            "push" => RoomTransport.Push,
            var later => throw JsonMembers.Wrong(
                $"{members.PathOf("transport")} is '{later}', which this version cannot do",
                "Make it hybrid, websocket, polling or push, or leave it out."),
        };

    private static DateTimeOffset? Since(JsonMembers members)
    {
        if (members.Text("since") is not { } text)
        {
            return null;
        }

        // A time without a zone would mean another moment on every machine.
        var zoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return zoned && text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var since)
            ? since
            : throw JsonMembers.Wrong($"{members.PathOf("since")} is {JsonMembers.Shown(members.Find("since")!.Value)}", "Make it a time with its zone, such as 2026-01-01T00:00:00Z, or leave it out.");
    }

    private static Dictionary<string, string> Labels(JsonMembers members)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (members.Find("labels") is not { } value)
        {
            return labels;
        }

        foreach (var (name, path, text) in JsonMembers.Any(value, members.PathOf("labels")).All())
        {
            labels[name] = JsonMembers.Text(text, path);
            if (name.Length is 0 or > MaxLabelName || labels[name].Length > MaxLabelValue || labels.Count > MaxLabels)
            {
                throw JsonMembers.Wrong(
                    $"{path} is one label too many or too long",
                    FormattableString.Invariant($"Labels are copied into every event: at most {MaxLabels}, names of 1 to {MaxLabelName} and texts of at most {MaxLabelValue} characters."));
            }
        }

        return labels;
    }
}
