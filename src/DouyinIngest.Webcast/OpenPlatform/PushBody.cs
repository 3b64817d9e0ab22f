using System.Text.Json;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>The body of a push: a JSON array of events.</summary>
internal static class PushBody
{
    /// <summary>More events in one body are not read: the platform sends tens.</summary>
    public const int MostEvents = 10_000;

    public static JsonDocumentOptions Limits { get; } = new() { MaxDepth = 16 };

    /// <summary>Reads it; null, and why, when it is none. The caller disposes it.</summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> body, out string mistake)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(body, Limits);
        }
        catch (JsonException e)
        {
            mistake = FormattableString.Invariant($"The body is no JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}).");
            return null;
        }

        mistake = json.RootElement.ValueKind != JsonValueKind.Array ? $"The body is a JSON {json.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an array of events."
            : json.RootElement.GetArrayLength() > MostEvents ? FormattableString.Invariant($"The body holds over {MostEvents} events.")
            : "";
        if (mistake.Length == 0)
        {
            return json;
        }

        json.Dispose();
        return null;
    }
}
