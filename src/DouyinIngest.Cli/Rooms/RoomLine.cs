using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Cli.Rooms;

/// <summary>One line of a file of rooms: a bare room, or JSON with the member <c>room</c> and those of a room's record.</summary>
/// <param name="Room">As it was given.</param>
/// <param name="Value">What the line says of it; null: nothing.</param>
internal sealed record RoomLine(string Room, DesiredRoom? Value)
{
    private const string Member = "room";

    // Any live id: the real one may have to be looked up first.
    private static readonly byte[] AnyLiveId = "1"u8.ToArray();

    /// <summary>Reads a line; null for an empty one and a comment (#).</summary>
    /// <exception cref="FormatException">It is neither; the message says what to do.</exception>
    public static RoomLine? Read(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        return text[0] == '{' ? Json(text) : new RoomLine(text, null);
    }

    /// <summary>The line that reads as <paramref name="room"/>.</summary>
    public static string Write(DesiredRoom room)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString(Member, room.LiveId);
            RoomValue.WriteMembers(json, room);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static RoomLine Json(string text)
    {
        JsonObject line;
        try
        {
            line = JsonNode.Parse(text) as JsonObject ?? throw new FormatException("it is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("it is not JSON; write {\"room\":\"123456789\"}, or the live id alone.", e);
        }

        var room = line[Member] switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new FormatException("it has no \"room\": the live id, live URL or short link."),
        };
        line.Remove(Member);
        return ControlParser.Parse(AnyLiveId, Encoding.UTF8.GetBytes(line.ToJsonString()), 0) switch
        {
            RoomWanted wanted => new RoomLine(room, wanted.Room),
            EntryRefused { Refusal: var refusal } => throw new FormatException($"{refusal.Reason}. {refusal.Remedy}"),
            _ => throw new InvalidOperationException("a room's record is a room or refused"),
        };
    }
}
