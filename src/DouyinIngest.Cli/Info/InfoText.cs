using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DouyinIngest.Cli.Output;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Cli.Info;

/// <summary>A room card, for a person and for a program. What the site did not tell is left out, or null.</summary>
internal static class InfoText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Lines(RoomCard card)
    {
        (string Name, string Value)[] rows =
        [
            ("live id", card.LiveId),
            ("room id", card.RoomId > 0 ? Number(card.RoomId) : ""),
            ("status", Status(card)),
            ("title", SafeText.Of(card.Title)),
            ("anchor", SafeText.Of(card.AnchorName)),
            ("anchor id", card.AnchorId > 0 ? Number(card.AnchorId) : ""),
            ("sec uid", SafeText.Of(card.AnchorSecUid)),
            ("online", Count(card.Online)),
            ("likes", Count(card.LikeTotal)),
        ];
        return rows.Where(static row => row.Value.Length > 0).Select(static row => $"{row.Name,-10} {row.Value}");
    }

    public static string Json(RoomCard card)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("liveId", Told(card.LiveId));
            json.WriteString("roomId", card.RoomId > 0 ? Number(card.RoomId) : null);
            json.WriteString("status", Status(card));
            json.WriteBoolean("live", card.IsLive);
            json.WriteString("title", card.Title);
            json.WriteStartObject("anchor");
            json.WriteString("name", card.AnchorName);
            json.WriteString("id", card.AnchorId > 0 ? Number(card.AnchorId) : null);
            json.WriteString("secUid", Told(card.AnchorSecUid));
            json.WriteEndObject();
            Write(json, "online", card.Online);
            Write(json, "likes", card.LikeTotal);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Status(RoomCard card) => card.Status.ToString().ToLowerInvariant();

    private static string? Told(string text) => text.Length > 0 ? text : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Count(long count) => count >= 0 ? count.ToString("#,0", CultureInfo.InvariantCulture) : "";

    private static void Write(Utf8JsonWriter json, string name, long count)
    {
        if (count >= 0)
        {
            json.WriteNumber(name, count);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
