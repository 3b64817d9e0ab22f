using System.Text;
using DouyinIngest.Pipeline.Topics.Native;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What a dead letter says of itself, beside the bytes that it keeps.</summary>
/// <param name="LiveId">The assignment's; empty when it is not known any more.</param>
/// <param name="Subject">The upstream's method, or the event's kind.</param>
/// <param name="Stage">frame, message or record.</param>
/// <param name="Reason">One of a closed set.</param>
/// <param name="Topic">Where the record was meant to go; empty for bytes that became no record.</param>
/// <param name="Error">The broker's or client's words; empty when there are none.</param>
/// <param name="FullLength">Bytes before the cut.</param>
internal sealed record DeadLetterHeaders(string LiveId, string Subject, string Stage, string Reason, string Topic, string Error, int FullLength)
{
    private const int Count = 8;

    /// <summary>Native headers; they go to the record that is sent with them.</summary>
    public nint ToNative(ReadOnlySpan<byte> roomId)
    {
        nint headers = NativeHeaders.New(Count);
        NativeHeaders.Add(headers, "dlq.room_id"u8, roomId);
        NativeHeaders.Add(headers, "dlq.live_id"u8, LiveId);
        NativeHeaders.Add(headers, "dlq.method"u8, Subject);
        NativeHeaders.Add(headers, "dlq.stage"u8, Stage);
        NativeHeaders.Add(headers, "dlq.reason"u8, Reason);
        NativeHeaders.Add(headers, "dlq.original.topic"u8, Topic);
        NativeHeaders.Add(headers, "dlq.error"u8, Error);
        NativeHeaders.Add(headers, "dlq.original.length"u8, FullLength.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return headers;
    }

    /// <summary>A method as the upstream wrote it, made fit for a header: printable ASCII, at most 64 characters.</summary>
    public static string Printable(ReadOnlySpan<byte> method)
    {
        const int Longest = 64;
        var text = new StringBuilder();
        foreach (byte b in method[..Math.Min(method.Length, Longest)])
        {
            text.Append(b is > 0x20 and < 0x7F ? (char)b : '?');
        }

        return text.ToString();
    }
}
