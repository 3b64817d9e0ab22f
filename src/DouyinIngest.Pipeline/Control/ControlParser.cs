using System.Text.Json;
using System.Text.Unicode;

namespace DouyinIngest.Pipeline.Control;

/// <summary>
/// Reads one record of the control topic. Pure, and it never throws: a record that cannot be understood is an entry that says why and what to do,
/// and every instance alike refuses it. The last good value of a room is not kept: once the log is compacted a new instance could not know it.
/// </summary>
internal static class ControlParser
{
    /// <summary>The largest value that is read, in bytes.</summary>
    public const int MaxValueBytes = 64 * 1024;

    private const string KeyRemedy =
        "The key must be a room's live id, the 1 to 18 digits in https://live.douyin.com/<live id>. Write it anew under that key ('rooms add' finds it), and remove this record by a tombstone (this key, a null value).";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="key">The record's key; null: it has none.</param>
    /// <param name="value">The record's value; null: a tombstone.</param>
    /// <param name="offset">Where it stands on the control topic.</param>
    public static ControlEntry Parse(byte[]? key, byte[]? value, long offset)
    {
        var text = key is null ? "" : ControlKeys.Text(key);
        if (value is null)
        {
            return new EntryRemoved(text, offset);
        }

        try
        {
            CheckKey(text);
            using var json = Json(value);
            return string.Equals(text, ControlKeys.Credentials, StringComparison.Ordinal)
                ? new CredentialsNamed(CredentialsValue.Read(json.RootElement), offset)
                : new RoomWanted(RoomValue.Read(text, json.RootElement, offset));
        }
        catch (ControlFormatException e)
        {
            return new EntryRefused(new ControlRefusal(text, offset, e.Message, e.Remedy));
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for an escape that is half of a character.
            return new EntryRefused(new ControlRefusal(text, offset, "the value holds a text that is no Unicode (half a surrogate pair)", "Write it again without that escape."));
        }
    }

    private static void CheckKey(string key)
    {
        if (ControlKeys.IsLiveId(key) || string.Equals(key, ControlKeys.Credentials, StringComparison.Ordinal))
        {
            return;
        }

        if (key.Length > 0 && key[0] == ControlKeys.Ours)
        {
            throw new ControlFormatException(
                $"keys that begin with '{ControlKeys.Ours}' are the service's own, and this version knows only {ControlKeys.Credentials}",
                "Remove the record by a tombstone (this key, a null value), or upgrade the instances if a later version wrote it.");
        }

        var roomId = key.Length > ControlKeys.MaxLiveIdDigits && !key.AsSpan().ContainsAnyExceptInRange('0', '9');
        throw new ControlFormatException(
            key.Length == 0 ? "the record has no key" : roomId ? "the key has more than 18 digits: it is the room id of one broadcast" : "the key is no live id",
            roomId ? "Use the room's live id as the key; to pin that broadcast give its room id as \"roomId\" in the value. Remove this record by a tombstone (this key, a null value)." : KeyRemedy);
    }

    private static JsonDocument Json(byte[] value)
    {
        if (value.Length > MaxValueBytes)
        {
            throw new ControlFormatException(
                FormattableString.Invariant($"the value has {value.Length} bytes"), FormattableString.Invariant($"Write one of at most {MaxValueBytes} bytes; a room needs about 200."));
        }

        if (!Utf8.IsValid(value))
        {
            throw new ControlFormatException("the value is not UTF-8", "Write it again as JSON in UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(value, Strict);
        }
        catch (JsonException e)
        {
            var at = FormattableString.Invariant($"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}");
            throw new ControlFormatException($"the value is not JSON ({at}), or names a member twice", "Write one JSON object, for instance {} or {\"state\":\"paused\"}.");
        }
    }
}
