using System.Globalization;
using System.Text.Json;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Reads the JSON value of an event record; independent of the code that writes it.</summary>
internal static class RecordJson
{
    /// <summary>One value.</summary>
    /// <exception cref="JsonException">It is no event: not JSON, or without an id or a kind.</exception>
    public static ReadBackRecord Parse(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the value is no JSON object");
        }

        string id = "";
        string kind = "";
        string userName = "";
        string content = "";
        long roomId = 0;
        bool derived = false;
        DateTimeOffset received = default;
        GiftNumbers? gift = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "eventId"u8))
            {
                id = reader.GetString() ?? "";
            }
            else if (Is(ref reader, "kind"u8))
            {
                kind = reader.GetString() ?? "";
            }
            else if (Is(ref reader, "roomId"u8))
            {
                roomId = Number(ref reader);
            }
            else if (Is(ref reader, "derived"u8))
            {
                derived = reader.GetBoolean();
            }
            else if (Is(ref reader, "receivedTime"u8))
            {
                received = reader.TokenType == JsonTokenType.String ? reader.GetDateTimeOffset() : default;
            }
            else if (Is(ref reader, "user"u8))
            {
                userName = Member(ref reader, "name"u8);
            }
            else if (Is(ref reader, "chat"u8))
            {
                content = Member(ref reader, "content"u8);
            }
            else if (Is(ref reader, "gift"u8))
            {
                gift = Gift(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new ReadBackRecord
        {
            EventId = id.Length > 0 ? id : throw new JsonException("the value has no eventId"),
            Kind = EventKinds.Parse(kind) ?? throw new JsonException($"the value's kind is '{kind}'"),
            RoomId = roomId,
            Derived = derived,
            ReceivedTime = received,
            UserName = userName,
            Content = content,
            Gift = gift,
        };
    }

    /// <summary>Whether the property at hand has this name; then the reader stands on its value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>64-bit numbers are strings in canonical JSON; a plain number is taken too.</summary>
    private static long Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : reader.GetInt64();

    private static string Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var found = "";
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, name))
            {
                found = reader.GetString() ?? "";
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }

    private static GiftNumbers Gift(ref Utf8JsonReader reader)
    {
        var combo = "";
        var name = "";
        long count = 0;
        long total = 0;
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "comboId"u8))
            {
                combo = reader.GetString() ?? "";
            }
            else if (Is(ref reader, "name"u8))
            {
                name = reader.GetString() ?? "";
            }
            else if (Is(ref reader, "count"u8))
            {
                count = Number(ref reader);
            }
            else if (Is(ref reader, "total"u8))
            {
                total = Number(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new GiftNumbers(combo, name, count, total);
    }
}
