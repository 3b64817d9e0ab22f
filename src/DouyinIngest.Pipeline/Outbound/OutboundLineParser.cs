using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>
/// Reads one record of the outbound topic, and writes one. Pure; reading never throws: a record that is no line is one that is refused, with what is
/// wrong and what to do.
/// </summary>
internal static class OutboundLineParser
{
    /// <summary>The largest value that is read, in bytes.</summary>
    public const int MaxValueBytes = 64 * 1024;

    private const int MaxName = 256;
    private const int MaxLabels = 32;
    private const int MaxLabelName = 64;
    private const int MaxLabelValue = 256;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };
    private static readonly string[] Members = ["text", "id", "labels", "createdAt"];

    /// <param name="key">The record's key; null: it has none.</param>
    /// <param name="value">The record's value; null: it has none.</param>
    /// <param name="id">Where it stands.</param>
    public static OutboundLine Parse(byte[]? key, byte[]? value, LineId id)
    {
        var room = key is null ? "" : ControlKeys.Text(key);
        if (value is { Length: > MaxValueBytes })
        {
            return Refused(room, id, ChatReason.TooLong, string.Create(CultureInfo.InvariantCulture, $"the record has {value.Length:N0} bytes; at most {MaxValueBytes:N0} are read"));
        }

        try
        {
            if (value is null || !Utf8.IsValid(value))
            {
                return Refused(room, id, ChatReason.Malformed, value is null ? "the record has no value" : "the value is not UTF-8");
            }

            using var json = JsonDocument.Parse(value, Strict);
            var members = JsonMembers.Of(json.RootElement, "the value", Members);
            var line = new OutboundLine(id, room, members.Text("text") ?? "") { Name = Name(members), Labels = Labels(members), CreatedAt = CreatedAt(members) };
            return ControlKeys.IsLiveId(room) ? line : line with
            {
                Text = "",
                Refusal = new ChatSendResult(ChatReason.UnknownRoom, room.Length == 0 ? "the record has no key" : "the key is no live id, the 1 to 18 digits in https://live.douyin.com/<live id>"),
            };
        }
        catch (ControlFormatException e)
        {
            return Refused(room, id, ChatReason.Malformed, $"{e.Message}. {e.Remedy}");
        }
        catch (JsonException e)
        {
            return Refused(room, id, ChatReason.Malformed, string.Create(
                CultureInfo.InvariantCulture, $"the value is not JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}), or names a member twice"));
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for an escape that is half of a character.
            return Refused(room, id, ChatReason.Malformed, "the value holds a text that is no Unicode (half a surrogate pair)");
        }
    }

    /// <summary>The value that reads as the line.</summary>
    public static byte[] Write(OutboundLine line)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("text", line.Text);
            if (line.Name.Length > 0)
            {
                json.WriteString("id", line.Name);
            }

            if (line.CreatedAt is { } created)
            {
                json.WriteString("createdAt", created);
            }

            if (line.Labels.Count > 0)
            {
                OutboundResultJson.WriteLabels(json, line.Labels);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Name(JsonMembers members) => members.Text("id") switch
    {
        null => "",
        { Length: <= MaxName } name => name,
        _ => throw JsonMembers.Wrong($"{members.PathOf("id")} is over {MaxName} characters long", "Shorten it."),
    };

    private static DateTimeOffset? CreatedAt(JsonMembers members)
    {
        if (members.Find("createdAt") is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at)
            ? at
            : throw JsonMembers.Wrong($"{members.PathOf("createdAt")} is {JsonMembers.Shown(value)}", "Make it a time such as \"2026-01-02T03:04:05Z\", or leave it out.");
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
            var label = JsonMembers.Text(text, path);
            if (name.Length > MaxLabelName || label.Length > MaxLabelValue || labels.Count == MaxLabels)
            {
                throw JsonMembers.Wrong($"{members.PathOf("labels")} has too many or too long ones", $"At most {MaxLabels}, names up to {MaxLabelName} and values up to {MaxLabelValue} characters.");
            }

            labels.Add(name, label);
        }

        return labels;
    }

    private static OutboundLine Refused(string room, LineId id, ChatReason reason, string detail) => new(id, room, "") { Refusal = new ChatSendResult(reason, detail) };
}
