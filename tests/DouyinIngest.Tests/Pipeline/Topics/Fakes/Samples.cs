using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>Made-up events.</summary>
internal static class Samples
{
    public const long RoomId = 7_300_000_000_000_000_001;

    public static RoomKey Room { get; } = RoomKey.Of("123456789", RoomId, new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "blau" });

    public static RoomKey RoomOf(long offset) => RoomKey.Of("live" + offset, RoomId + offset);

    public static LiveEventView Of(EventKind kind, string id = "7300000000000000001-42")
    {
        var e = new LiveEventView
        {
            Kind = kind,
            EventId = Encoding.UTF8.GetBytes(id),
            RoomId = RoomId,
            UpstreamTime = 1_767_323_045_006,
            UpstreamTimeSource = EventTimeSource.CreateTime,
            ReceivedTime = 1_767_323_045_120,
        };
        if (kind != EventKind.Room)
        {
            e.User = new UserView
            {
                Present = true,
                Id = 9_007_199_254_740_993,
                SecUid = "MS4wLjABAAAAsynthetic"u8,
                Name = "测试者\"甲\"😀"u8,
                Level = 17,
                FansClubName = "小灯牌"u8,
                FansClubLevel = 5,
            };
        }

        switch (kind)
        {
            case EventKind.Chat:
                e.Content = "主播好\n\t\\o/"u8;
                e.ChatVariant = ChatVariant.PrivilegeScreen;
                e.Matched = new byte[][] { "ads"u8.ToArray(), "问题"u8.ToArray() };
                break;
            case EventKind.Gift:
                e.GiftId = 463;
                e.GiftName = "小心心"u8;
                e.Diamonds = 1;
                e.GiftCount = 3;
                e.GiftTotal = 10;
                e.ComboId = "9007199254740993-463-0-1"u8;
                e.ComboEnded = true;
                e.ToUser = new UserView { Present = true, Id = 111111, Masked = true, Name = "神***"u8 };
                break;
            case EventKind.Like:
                e.Count = 12;
                e.Total = 34_567;
                break;
            case EventKind.Enter:
                e.Online = 1_234;
                e.EnterWay = EnterWay.ByShare;
                break;
            case EventKind.Follow:
                e.Total = 88;
                break;
            case EventKind.Share:
                e.ShareTarget = "112"u8;
                break;
            default:
                e.RoomSource = RoomSource.UserSeq;
                e.RoomStatus = RoomStatus.Live;
                e.Online = 321;
                e.TotalViewers = 65_000;
                e.LikeTotal = -1;
                e.Title = "晚安 & good <night>"u8;
                break;
        }

        return e;
    }
}
