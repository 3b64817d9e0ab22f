using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class TrafficTests
{
    private const long Now = 1_776_000_000_000;
    private const long Room = 7_600_000_000_000_000_123;

    private static readonly Dictionary<string, MessageParser> Parsers = new(StringComparer.Ordinal)
    {
        ["WebcastChatMessage"] = ChatMessage.Parser,
        ["WebcastEmojiChatMessage"] = EmojiChatMessage.Parser,
        ["WebcastScreenChatMessage"] = ScreenChatMessage.Parser,
        ["WebcastPrivilegeScreenChatMessage"] = PrivilegeScreenChatMessage.Parser,
        ["WebcastAudioChatMessage"] = AudioChatMessage.Parser,
        ["WebcastGiftMessage"] = GiftMessage.Parser,
        ["WebcastLikeMessage"] = LikeMessage.Parser,
        ["WebcastMemberMessage"] = MemberMessage.Parser,
        ["WebcastSocialMessage"] = SocialMessage.Parser,
        ["WebcastRoomUserSeqMessage"] = RoomUserSeqMessage.Parser,
        ["WebcastControlMessage"] = ControlMessage.Parser,
    };

    [Fact]
    public void Next_SameSeed_SameBytes() => Assert.Equal(Bytes(Make(1), 300), Bytes(Make(1), 300));

    [Fact]
    public void Next_OtherSeed_OtherBytes() => Assert.NotEqual(Bytes(Make(1), 300), Bytes(Make(2), 300));

    [Fact]
    public void Next_ManyMessages_FollowTheMix()
    {
        var shares = Take(Make(3), 20_000).GroupBy(m => m.Facts.Kind).ToDictionary(g => g.Key, g => g.Count() / 20_000.0);
        Assert.InRange(shares[OracleKind.Enter], 0.22, 0.30);
        Assert.InRange(shares[OracleKind.Chat], 0.17, 0.25);
        Assert.InRange(shares[OracleKind.Like], 0.16, 0.28);
        Assert.InRange(shares[OracleKind.Gift], 0.07, 0.11);
        Assert.InRange(shares[OracleKind.Follow], 0.02, 0.05);
        Assert.InRange(shares[OracleKind.Share], 0.01, 0.03);
        Assert.InRange(shares[OracleKind.Room], 0.05, 0.10);
        Assert.InRange(shares[OracleKind.None], 0.06, 0.13);
    }

    [Fact]
    public void Next_EveryMessage_ParsesBackToItsFacts()
    {
        foreach (var (message, facts, _) in Take(Make(4), 3000))
        {
            if (Parsers.TryGetValue(message.Method, out var parser))
            {
                Assert.Equal(facts, FactReader.Read(parser.ParseFrom(message.Payload)));
            }
            else
            {
                Assert.Equal(OracleKind.None, facts.Kind);
            }
        }
    }

    [Fact]
    public void Next_MessageIds_Grow()
    {
        var ids = Take(Make(5), 2000).Select(m => m.Message.MsgId).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Next_Gifts_CombosOfAllSorts()
    {
        var gifts = Take(Make(6), 40_000).Where(m => m.Facts.Gift is not null).Select(m => m.Facts).ToList();
        var combos = ComboSums.Of(gifts);
        Assert.Contains(combos, c => c is { Combo: true, Ended: true, Messages: > 3 });
        Assert.Contains(combos, c => c is { Combo: true, Ended: false, Total: > 0 });
        Assert.Contains(combos, c => c is { Combo: false, Ended: false, Total: 1 });
        Assert.Contains(combos, c => c.ToUserId != 0);
        Assert.Contains(combos.GroupBy(c => c.GroupId), g => g.Select(c => c.UserId).Distinct().Count() > 1);
        Assert.Contains(gifts.Zip(gifts.Skip(1)), p => p.First.Gift!.Combo && p.First.UserId == p.Second.UserId
            && p.First.Gift.GroupId == p.Second.Gift!.GroupId && p.First.Gift.GiftId == p.Second.Gift.GiftId
            && p.Second.Gift.Cumulative < p.First.Gift.Cumulative);
    }

    [Fact]
    public void Next_Gifts_NothingFollowsAnEnd()
    {
        var ended = new HashSet<(long, long, long, long)>();
        foreach (var facts in Take(Make(7), 40_000).Select(m => m.Facts).Where(f => f.Gift is { Combo: true }))
        {
            var key = (facts.UserId, facts.Gift!.ToUserId, facts.Gift.GiftId, facts.Gift.GroupId);
            Assert.DoesNotContain(key, ended);
            if (facts.Gift.Ended)
            {
                ended.Add(key);
            }
        }
    }

    [Fact]
    public void Next_ChatVariants_AllAppear()
        => Assert.Equal([0L, 1, 2, 3, 4, 5], Take(Make(8), 20_000).Where(m => m.Facts.Kind == OracleKind.Chat).Select(m => m.Facts.Variant).Distinct().Order());

    [Fact]
    public void Next_CreateTime_IsMostlyButNotAlwaysThere()
    {
        var commons = Take(Make(9), 2000).Where(m => m.Message.Method is "WebcastLikeMessage")
            .Select(m => LikeMessage.Parser.ParseFrom(m.Message.Payload).Common).ToList();
        Assert.InRange(commons.Count(c => c.CreateTime > 0) / (double)commons.Count, 0.7, 0.9);
        Assert.All(commons, c => Assert.Equal(Room, c.RoomId));
    }

    [Fact]
    public void Crowd_Heavy_IsMuchHeavier()
    {
        var random = new Random(1);
        var light = new Crowd(1, Weight.Light).Pick(random, 0).Wire.CalculateSize();
        var heavy = new Crowd(1, Weight.Heavy).Pick(random, 0).Wire.CalculateSize();
        Assert.InRange(light, 50, 400);
        Assert.InRange(heavy, 2000, 20_000);
    }

    [Fact]
    public void Crowd_People_SomeAreMasked()
    {
        var crowd = new Crowd(1, Weight.Light);
        var random = new Random(1);
        var people = Enumerable.Range(0, 2000).Select(i => crowd.Pick(random, i)).Distinct().ToList();
        var masked = people.Where(p => p.Masked).ToList();
        Assert.InRange(masked.Count / (double)people.Count, 0.01, 0.1);
        Assert.All(masked, p => Assert.True(p.Id == 111111 && p.Name.EndsWith("***", StringComparison.Ordinal)));
        Assert.All(people.Except(masked), p => Assert.StartsWith("MS4wLjABAAAA", p.SecUid, StringComparison.Ordinal));
    }

    private static Traffic Make(int seed) => new(seed, new Crowd(seed, Weight.Light), 0, Room);

    private static List<WorldMessage> Take(Traffic traffic, int count) => [.. Enumerable.Range(0, count).Select(_ => traffic.Next(Now))];

    private static string Bytes(Traffic traffic, int count) => string.Concat(Take(traffic, count).Select(m => m.Message.ToByteString().ToBase64()));
}
