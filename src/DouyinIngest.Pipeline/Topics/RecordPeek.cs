using System.Text.Json;
using DouyinIngest.Protos.Live.V1;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Reads a field back from a value that we wrote; for records that failed, where nothing else knows it any more.</summary>
internal static class RecordPeek
{
    public static string LiveId(ReadOnlySpan<byte> value, ValueFormat format)
    {
        if (format == ValueFormat.Protobuf)
        {
            return Event.Parser.ParseFrom(value).LiveId;
        }

        var reader = new Utf8JsonReader(value);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("liveId"u8))
            {
                reader.Read();
                return reader.GetString() ?? "";
            }
        }

        return "";
    }
}
