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

        var parts = default(Parts);
        var happened = default(HashCode);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            if (Take(ref reader, ref parts, ref happened))
            {
                happened.AddBytes(value[start..(int)reader.BytesConsumed]);
            }
        }

        var id = parts.EventId is { Length: > 0 } told ? told : throw new JsonException("the value has no eventId");
        var kind = EventKinds.Parse(parts.Kind ?? "") ?? throw new JsonException($"the value's kind is '{parts.Kind}'");
        if (!parts.TimeIsOfTheResponse)
        {
            happened.Add(parts.UpstreamTime);
        }

        return new ReadBackRecord
        {
            EventId = id,
            Kind = kind,
            RoomId = parts.RoomId,
            LiveId = parts.LiveId ?? "",
            Epoch = parts.Epoch,
            Derived = parts.Derived,
            UpstreamTime = parts.UpstreamTime,
            ReceivedTime = parts.ReceivedTime,
            ContentHash = happened.ToHashCode(),
            FactsHash = FactsHash.Of(kind, parts.UserId, parts.Content ?? "", parts.Number),
            UserName = parts.UserName ?? "",
            Content = parts.Content ?? "",
            Gift = parts.Gift,
        };
    }

    /// <summary>Reads one member of the value.</summary>
    /// <returns>Whether all of it says what happened; else <paramref name="happened"/> has got what does.</returns>
    private static bool Take(ref Utf8JsonReader reader, ref Parts parts, ref HashCode happened)
    {
        if (Is(ref reader, "eventId"u8))
        {
            parts.EventId = reader.GetString();
        }
        else if (Is(ref reader, "liveId"u8))
        {
            parts.LiveId = reader.GetString();
        }
        else if (Is(ref reader, "epoch"u8))
        {
            parts.Epoch = Number(ref reader);
        }
        else if (Is(ref reader, "upstreamTime"u8))
        {
            parts.UpstreamTime = Time(ref reader);
        }
        else if (Is(ref reader, "upstreamTimeSource"u8))
        {
            // The server's clock at the sending: another one when it is sent again.
            parts.TimeIsOfTheResponse = reader.GetString() is "response_now";
        }
        else if (Is(ref reader, "receivedTime"u8))
        {
            parts.ReceivedTime = Time(ref reader);
        }
        else if (Is(ref reader, "labels"u8))
        {
            reader.Skip();
        }
        else if (Is(ref reader, "gift"u8))
        {
            Gift(ref reader, ref parts, ref happened);
        }
        else
        {
            TakeWhatHappened(ref reader, ref parts);
            return true;
        }

        return false;
    }

    private static void TakeWhatHappened(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (Is(ref reader, "kind"u8))
        {
            parts.Kind = reader.GetString();
        }
        else if (Is(ref reader, "roomId"u8))
        {
            parts.RoomId = Number(ref reader);
        }
        else if (Is(ref reader, "derived"u8))
        {
            parts.Derived = reader.GetBoolean();
        }
        else if (Is(ref reader, "user"u8))
        {
            User(ref reader, ref parts);
        }
        else if (Is(ref reader, "chat"u8))
        {
            while (NextMember(ref reader))
            {
                if (Is(ref reader, "content"u8))
                {
                    parts.Content = reader.GetString();
                }
                else
                {
                    Pass(ref reader);
                }
            }
        }
        else if (Is(ref reader, "like"u8))
        {
            while (NextMember(ref reader))
            {
                if (Is(ref reader, "count"u8))
                {
                    parts.Number = Number(ref reader);
                }
                else
                {
                    Pass(ref reader);
                }
            }
        }
        else
        {
            Pass(ref reader);
        }
    }

    /// <summary>Whether the property at hand has this name; then the reader stands on its value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>The next member of the object that the reader is in, or stands on.</summary>
    private static bool NextMember(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>64-bit numbers are strings in canonical JSON; a plain number is taken too.</summary>
    private static long Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : reader.GetInt64();

    private static DateTimeOffset Time(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetDateTimeOffset() : default;

    private static void User(ref Utf8JsonReader reader, ref Parts parts)
    {
        while (NextMember(ref reader))
        {
            if (Is(ref reader, "id"u8))
            {
                parts.UserId = Number(ref reader);
            }
            else if (Is(ref reader, "name"u8))
            {
                parts.UserName = reader.GetString();
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    /// <summary>Count, total, value and end follow from what was read before; the combo of a gift that stands alone is named after the event's id.</summary>
    private static void Gift(ref Utf8JsonReader reader, ref Parts parts, ref HashCode happened)
    {
        var combo = "";
        var name = "";
        long count = 0;
        long total = 0;
        while (NextMember(ref reader))
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
            else if (Is(ref reader, "giftId"u8))
            {
                parts.Number = Number(ref reader);
            }
            else
            {
                Pass(ref reader);
            }
        }

        happened.Add(parts.Number);
        happened.Add(name, StringComparer.Ordinal);
        parts.Gift = new GiftNumbers(combo, name, count, total);
    }

    private struct Parts
    {
        public string? EventId;
        public string? Kind;
        public string? LiveId;
        public string? UserName;
        public string? Content;
        public long RoomId;
        public long Epoch;
        public long UserId;
        public long Number;
        public bool Derived;
        public bool TimeIsOfTheResponse;
        public DateTimeOffset UpstreamTime;
        public DateTimeOffset ReceivedTime;
        public GiftNumbers? Gift;
    }
}
