using System.Globalization;
using DouyinIngest.Pipeline.Topics.Native;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What a record of the topic <c>other</c> says of itself, beside the bytes that came.</summary>
/// <param name="EventId">Tells repeats apart.</param>
/// <param name="Method">The upstream's name of it.</param>
/// <param name="ReceivedTime">Milliseconds since the Unix epoch.</param>
internal readonly record struct OtherHeaders(string EventId, string Method, long ReceivedTime)
{
    private const int Count = 6;

    /// <summary>Native headers; they go to the record that is sent with them.</summary>
    public nint ToNative(RoomKey room)
    {
        nint headers = NativeHeaders.New(Count);
        NativeHeaders.Add(headers, "event_id"u8, EventId);
        NativeHeaders.Add(headers, "room_id"u8, room.Key);
        NativeHeaders.Add(headers, "live_id"u8, room.LiveId);
        NativeHeaders.Add(headers, "method"u8, Method);
        NativeHeaders.Add(headers, "received_time"u8, ReceivedTime.ToString(CultureInfo.InvariantCulture));
        NativeHeaders.Add(headers, "epoch"u8, room.Epoch.ToString(CultureInfo.InvariantCulture));
        return headers;
    }
}
