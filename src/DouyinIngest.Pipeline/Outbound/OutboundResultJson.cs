using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>The value of a record of the results topic. Pure.</summary>
internal static class OutboundResultJson
{
    private const int MaxValueBytes = 64 * 1024;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(OutboundResult result, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("offset", Text(result.Line.Offset));
            json.WriteString("lineTime", DateTimeOffset.FromUnixTimeMilliseconds(result.Line.Time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("liveId", result.Key);
            json.WriteString("id", result.Name);
            json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(result.State.ToString()));
            json.WriteString("reason", JsonNamingPolicy.CamelCase.ConvertName(result.Reason.ToString()));
            json.WriteString("detail", result.Detail);
            json.WriteString("remedy", result.IsFinal ? ChatReasons.RemedyFor(result.Reason) : "");
            json.WriteString("eventId", result.EventId);
            json.WriteString("instance", result.Instance);
            json.WriteString("epoch", Text(result.Epoch));
            json.WriteString("time", now.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            WriteLabels(json, result.Labels);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Null when it is no result of ours: then it says nothing.</summary>
    public static OutboundResult? Read(byte[]? value)
    {
        if (value is null or { Length: > MaxValueBytes })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(value);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !long.TryParse(Field(root, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                || !DateTimeOffset.TryParse(Field(root, "lineTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                || Parse<OutboundState>(Field(root, "state")) is not { } state
                || Field(root, "instance") is not { Length: > 0 } instance)
            {
                return null;
            }

            // A reason that a later version has is still a final result.
            _ = long.TryParse(Field(root, "epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch);
            return new OutboundResult(new LineId(offset, time.ToUnixTimeMilliseconds()), Field(root, "liveId"), state, instance)
            {
                Reason = Parse<ChatReason>(Field(root, "reason")) ?? (state == OutboundState.Refused ? ChatReason.Rejected : ChatReason.OwnerLost),
                Detail = Field(root, "detail"),
                EventId = Field(root, "eventId"),
                Epoch = epoch,
                Name = Field(root, "id"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static void WriteLabels(Utf8JsonWriter json, IReadOnlyDictionary<string, string> labels)
    {
        json.WriteStartObject("labels");
        foreach (var (name, value) in labels)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static T? Parse<T>(string text)
        where T : struct, Enum
        => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value : null;

    private static string Field(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
