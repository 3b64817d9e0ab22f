using System.Text.Json;
using Confluent.Kafka;
using Google.Protobuf;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Reads a record of an event topic, whichever of the two forms its value has.</summary>
internal static class RecordValue
{
    /// <summary>The tag of event_id, which every event has.</summary>
    private const byte FirstOfProtobuf = (1 << 3) | 2;

    /// <summary>One record; null, and why, when it is no event.</summary>
    public static ReadBackRecord? TryRead<TKey>(ConsumeResult<TKey, byte[]> result, out string why) => TryRead(result.Message.Value, out why) is { } record
        ? record with
        {
            Partition = result.Partition.Value,
            AppendTime = result.Message.Timestamp.Type == TimestampType.NotAvailable
                ? default
                : DateTimeOffset.FromUnixTimeMilliseconds(result.Message.Timestamp.UnixTimestampMs),
        }
        : null;

    /// <summary>One value; null, and why, when it is no event.</summary>
    public static ReadBackRecord? TryRead(ReadOnlySpan<byte> value, out string why)
    {
        why = "";
        try
        {
            if (!value.IsEmpty)
            {
                return value[0] == FirstOfProtobuf ? RecordProtobuf.Parse(value) : RecordJson.Parse(value);
            }

            why = "it has no value";
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            why = e.Message;
        }
        catch (InvalidProtocolBufferException)
        {
            why = "it is neither JSON nor protobuf";
        }

        return null;
    }
}
