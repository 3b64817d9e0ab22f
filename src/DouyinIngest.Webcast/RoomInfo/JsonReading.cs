using System.Globalization;
using System.Text.Json;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Reads fields of answers whose shape is not ours: what is missing or of another type is simply not told.</summary>
internal static class JsonReading
{
    /// <summary>The deepest nesting that is read; real answers have 14 levels.</summary>
    public const int MaxDepth = 64;

    public static JsonElement Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : default;

    public static JsonElement First(this JsonElement from) =>
        from.ValueKind == JsonValueKind.Array && from.GetArrayLength() > 0 ? from[0] : default;

    /// <summary>The text of a string or a number; empty when not told.</summary>
    public static string Text(this JsonElement from, string name)
    {
        var value = from.Field(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => TextOrEmpty(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
    }

    /// <summary>A whole number, written as one or as text; -1 when not told, negative, or in words such as "1.2万".</summary>
    public static long Count(this JsonElement from, string name) =>
        long.TryParse(from.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string TextOrEmpty(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // a lone surrogate or bytes that are no UTF-8
        }
    }
}
