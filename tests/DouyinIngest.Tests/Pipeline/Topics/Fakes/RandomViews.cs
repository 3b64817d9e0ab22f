using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>Views with anything in them that the types allow: nasty text, extreme numbers, absent people.</summary>
internal sealed class RandomViews(int seed)
{
    private static readonly string[] Pieces = ["", "a", "\"", "\\", "\n", "\u0000", "\u001f", "弹幕", "😀", "\u2028", "</script>", "\u007f", "é", new('x', 300)];
    private static readonly long[] Numbers = [0, 1, -1, 42, int.MaxValue, long.MaxValue, long.MinValue, 9_007_199_254_740_993];
    private static readonly long[] Times = [0, -5, 1, 999, 1_767_323_045_006, 253_402_300_799_999, 253_402_300_800_000, long.MaxValue];

    private readonly Random _random = new(seed);

    public RoomKey Room()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = _random.Next(3); i > 0; i--)
        {
            labels["label" + i] = Encoding.UTF8.GetString(Text());
        }

        return RoomKey.Of(Encoding.UTF8.GetString(Text()), Number(), labels, Number());
    }

    public LiveEventView View(EventKind kind) => new()
    {
        Kind = kind,
        EventId = Text(),
        UpstreamTime = Pick(Times),
        UpstreamTimeSource = (EventTimeSource)_random.Next(4),
        ReceivedTime = Pick(Times),
        Derived = Coin(),
        User = User(),
        Content = Text(),
        ChatVariant = (ChatVariant)_random.Next(6),
        EmojiId = Number(),
        Matched = Enumerable.Range(0, _random.Next(3)).Select(_ => Text()).ToArray(),
        GiftId = Number(),
        GiftName = Text(),
        Diamonds = _random.Next(),
        GiftCount = _random.Next(),
        GiftTotal = Number(),
        ComboId = Text(),
        ComboEnded = Coin(),
        ToUser = User(),
        SecGiftId = Text(),
        ValueFen = _random.Next(2) * (long)_random.Next(),
        Count = Number(),
        Total = Number(),
        ShareTarget = Text(),
        Online = Number(),
        EnterWay = (EnterWay)_random.Next(2),
        TotalViewers = Number(),
        LikeTotal = Number(),
        RoomStatus = (RoomStatus)_random.Next(5),
        RoomSource = (RoomSource)_random.Next(5),
        Title = Text(),
    };

    private UserView User() => new()
    {
        Present = Coin(),
        Id = Number(),
        SecUid = Text(),
        Name = Text(),
        Masked = Coin(),
        Level = (int)Number(),
        FansClubName = Text(),
        FansClubLevel = (int)Number(),
        OpenId = Text(),
    };

    private byte[] Text()
    {
        var bytes = new List<byte>();
        for (int i = _random.Next(5); i > 0; i--)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(Pick(Pieces)));
            if (_random.Next(6) == 0)
            {
                bytes.Add((byte)_random.Next(256));
            }
        }

        return [.. bytes];
    }

    private long Number() => Pick(Numbers);

    private bool Coin() => _random.Next(2) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
