using System.Text;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>How the output contract spells its enums: the names in <c>douyin/live/v1/events.proto</c>, UTF-8.</summary>
internal static class EventWords
{
    public static string Of(EventKind kind) => Encoding.UTF8.GetString(Utf8(kind));

    public static ReadOnlySpan<byte> Utf8(EventKind kind) => kind switch
    {
        EventKind.Chat => "chat"u8,
        EventKind.Gift => "gift"u8,
        EventKind.Like => "like"u8,
        EventKind.Enter => "enter"u8,
        EventKind.Follow => "follow"u8,
        EventKind.Share => "share"u8,
        EventKind.Room => "room"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "an event has one of the seven kinds"),
    };

    public static ReadOnlySpan<byte> Utf8(EventTimeSource source) => source switch
    {
        EventTimeSource.CreateTime => "create_time"u8,
        EventTimeSource.EventTime => "event_time"u8,
        EventTimeSource.ResponseNow => "response_now"u8,
        _ => "none"u8,
    };

    public static ReadOnlySpan<byte> Utf8(ChatVariant variant) => variant switch
    {
        ChatVariant.Emoji => "emoji"u8,
        ChatVariant.Screen => "screen"u8,
        ChatVariant.PrivilegeScreen => "privilege_screen"u8,
        ChatVariant.Audio => "audio"u8,
        ChatVariant.LuckyBag => "lucky_bag"u8,
        _ => "plain"u8,
    };

    public static ReadOnlySpan<byte> Utf8(EnterWay way) => way == EnterWay.ByShare ? "by_share"u8 : "unspecified"u8;

    public static ReadOnlySpan<byte> Utf8(RoomStatus status) => status switch
    {
        RoomStatus.Preparing => "preparing"u8,
        RoomStatus.Live => "live"u8,
        RoomStatus.Paused => "paused"u8,
        RoomStatus.Ended => "ended"u8,
        _ => "unchanged"u8,
    };

    public static ReadOnlySpan<byte> Utf8(RoomSource source) => source switch
    {
        RoomSource.UserSeq => "user_seq"u8,
        RoomSource.Stats => "stats"u8,
        RoomSource.Control => "control"u8,
        RoomSource.RoomInfo => "room_info"u8,
        _ => "other"u8,
    };
}
