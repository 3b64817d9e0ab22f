using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace DouyinIngest.Cli.DeadLetters;

/// <summary>One record of the dead-letter topic.</summary>
internal sealed record DeadLetter
{
    /// <summary>Where it stands.</summary>
    public required string Place { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>0 when it is not told.</summary>
    public long RoomId { get; init; }

    public string LiveId { get; init; } = "";

    /// <summary>The upstream's method, or the event's kind.</summary>
    public string Subject { get; init; } = "";

    /// <summary>frame, message or record.</summary>
    public string Stage { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>Where the record was meant to go; empty for what became no record.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The broker's or client's words.</summary>
    public string Error { get; init; } = "";

    /// <summary>Bytes before the cut.</summary>
    public long FullLength { get; init; }

    public byte[] Key { get; init; } = [];

    public byte[] Value { get; init; } = [];

    /// <summary>Not all of it was kept.</summary>
    public bool IsTruncated => FullLength > Value.Length;

    public static DeadLetter Of(ConsumeResult<byte[], byte[]> result)
    {
        var value = result.Message.Value ?? [];
        return new DeadLetter
        {
            Place = string.Create(CultureInfo.InvariantCulture, $"{result.Partition.Value}@{result.Offset.Value}"),
            Time = DateTimeOffset.FromUnixTimeMilliseconds(result.Message.Timestamp.UnixTimestampMs),
            RoomId = long.TryParse(Header("dlq.room_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var room) ? room : 0,
            LiveId = Header("dlq.live_id"),
            Subject = Header("dlq.method"),
            Stage = Header("dlq.stage"),
            Reason = Header("dlq.reason"),
            Topic = Header("dlq.original.topic"),
            Error = Header("dlq.error"),
            FullLength = long.TryParse(Header("dlq.original.length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : value.Length,
            Key = result.Message.Key ?? [],
            Value = value,
        };

        string Header(string name) => result.Message.Headers?.TryGetLastBytes(name, out var bytes) == true ? Encoding.UTF8.GetString(bytes) : "";
    }
}
