using System.Text.Encodings.Web;
using System.Text.Json;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Server.Api;

/// <summary>Writes the list of rooms for the console: one array a room behind the names of its members, since there may be ten thousand of them.</summary>
internal static class RoomListJson
{
    /// <summary>Most rooms in one answer.</summary>
    public const int Most = 20_000;

    /// <summary>Longest remedy, title or list of labels; the room's own page has the whole.</summary>
    public const int LongestText = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Columns =
    [
        "liveId", "want", "state", "since", "pod", "address", "here", "rate", "events", "gaps", "reconnects", "lastEvent", "title", "reason", "remedy", "labels", "offset", "transport",
    ];

    public static byte[] Write(IReadOnlyList<RoomRow> rows, DateTimeOffset now)
    {
        using var stream = new MemoryStream(256 * Math.Min(rows.Count, Most));
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("time", now.ToUnixTimeMilliseconds());
            json.WriteNumber("total", rows.Count);
            json.WriteStartArray("columns");
            foreach (var column in Columns)
            {
                json.WriteStringValue(column);
            }

            json.WriteEndArray();
            json.WriteStartArray("rows");
            foreach (var row in rows.Take(Most))
            {
                Write(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, RoomRow row)
    {
        json.WriteStartArray();
        json.WriteStringValue(row.LiveId);
        json.WriteStringValue(SnakeCase.Of(row.Want));
        json.WriteStringValue(row.State);
        Time(json, row.Since);
        json.WriteStringValue(row.Pod);
        json.WriteStringValue(row.Address);
        json.WriteNumberValue(row.IsHere ? 1 : 0);
        json.WriteNumberValue(Math.Round(row.Rate, 2));
        json.WriteNumberValue(row.Events);
        json.WriteNumberValue(row.Gaps);
        json.WriteNumberValue(row.Reconnects);
        Time(json, row.LastEventAt);
        json.WriteStringValue(Short(row.Title));
        json.WriteStringValue(Short(row.Reason));
        json.WriteStringValue(Short(row.Remedy));
        json.WriteStringValue(Short(row.Labels));

        // As a text: a browser's numbers end at 2^53.
        json.WriteStringValue(row.Offset?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStringValue(row.Transport);
        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteNumberValue(known.ToUnixTimeMilliseconds());
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string Short(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText), "…");
}
