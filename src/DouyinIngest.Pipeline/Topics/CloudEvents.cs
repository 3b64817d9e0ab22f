using System.Globalization;
using System.Text;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The headers of CloudEvents' Kafka binding, binary mode.</summary>
internal static class CloudEvents
{
    private const int Count = 6;

    /// <summary>Native headers for an event; they go to the record that is sent with them.</summary>
    public static nint Headers(in LiveEventView e, RoomKey room, string contentType)
    {
        nint headers = NativeHeaders.New(Count);
        NativeHeaders.Add(headers, "ce_specversion"u8, "1.0"u8);
        NativeHeaders.Add(headers, "ce_id"u8, e.EventId);
        NativeHeaders.Add(headers, "ce_type"u8, $"douyin.live.{EventWords.Of(e.Kind)}.v1");
        NativeHeaders.Add(headers, "ce_source"u8, $"/douyin/live/{Encoding.UTF8.GetString(room.Key)}");
        NativeHeaders.Add(headers, "content-type"u8, contentType);
        long time = EventTime.IsKnown(e.UpstreamTime) ? e.UpstreamTime : e.ReceivedTime;
        if (EventTime.IsKnown(time))
        {
            NativeHeaders.Add(headers, "ce_time"u8, DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        }

        return headers;
    }
}
