using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Tests.Simulator.World;

/// <summary>The rules of gifts, as a client has to understand them.</summary>
public sealed class GiftTrafficTests
{
    private const long FirstGroup = 1_776_000_000;

    private readonly List<GiftMessage> _gifts = [.. Make(1, 30_000)];

    [Fact]
    public void Next_Combo_CountIsCumulativeAndOnlyALateOneGoesBack()
    {
        foreach (var combo in Combos())
        {
            var max = 0L;
            var late = 0;
            foreach (var gift in combo)
            {
                var cumulative = gift.GroupCount * gift.ComboCount;
                late = cumulative < max ? late + 1 : 0;
                Assert.True(late <= 1, "two late ones in a row");
                max = Math.Max(max, cumulative);
            }
        }
    }

    [Fact]
    public void Next_RepeatCount_IsTheCumulativeOrMissing()
    {
        foreach (var gift in _gifts.Where(g => g.Gift.Combo))
        {
            Assert.True(gift.RepeatCount == 0 || gift.RepeatCount == gift.GroupCount * gift.ComboCount);
            Assert.Equal(gift.GroupCount * gift.ComboCount, gift.TotalCount);
        }

        Assert.InRange(_gifts.Count(g => g is { Gift.Combo: true, RepeatCount: 0 }) / (double)_gifts.Count(g => g.Gift.Combo), 0.05, 0.15);
    }

    [Fact]
    public void Next_End_RepeatsTheLargestCountAndIsTheLast()
    {
        var ended = 0;
        foreach (var combo in Combos().Where(c => c.Any(g => g.RepeatEnd == 1)))
        {
            ended++;
            Assert.Equal(1, combo.Last().RepeatEnd);
            Assert.Equal(combo.Max(g => g.ComboCount), combo.Last().ComboCount);
            Assert.Single(combo, g => g.RepeatEnd == 1);
        }

        Assert.True(ended > 100);
    }

    [Fact]
    public void Next_Combos_SomeNeverEndAndSomeSkip()
    {
        var combos = Combos().Where(c => c.Count() > 3).ToList();

        Assert.Contains(combos.SkipLast(50), c => c.All(g => g.RepeatEnd == 0));
        Assert.Contains(combos, c => c.Zip(c.Skip(1)).Any(pair => pair.Second.ComboCount - pair.First.ComboCount > 1));
        Assert.Contains(combos, c => c.First().GroupCount == 66);
        Assert.All(combos, c => Assert.Single(c.Select(g => g.GroupCount).Distinct()));
    }

    [Fact]
    public void Next_BigGift_IsToldOnceWithoutAnEnd()
    {
        var singles = _gifts.Where(g => !g.Gift.Combo).ToList();

        Assert.All(singles, g => Assert.Equal((0, 1, 1), (g.RepeatEnd, g.ComboCount, g.GroupCount)));
        Assert.All(singles, g => Assert.InRange(g.RepeatCount, 0, 1));
        Assert.Equal(singles.Count, singles.Select(g => g.GroupId).Distinct().Count());
        Assert.Contains(singles, g => g.Gift.DiamondCount == 30_000);
        Assert.All(singles, g => Assert.Equal(g.GiftId == 685 ? 4 : 1, g.SendType));
    }

    [Fact]
    public void Next_GroupIds_AreSharedByPeopleAndGrow()
    {
        var groups = Combos().GroupBy(c => c.Key.Group).ToList();

        Assert.Contains(groups, g => g.Count() > 1);
        Assert.Contains(groups, g => g.Select(c => c.Key.User).Distinct().Count() > 1);
        Assert.Equal(Combos().Select(c => c.Key.Group).Order(), Combos().Select(c => c.Key.Group));
        Assert.All(groups, g => Assert.True(g.Key >= FirstGroup));
    }

    [Fact]
    public void Next_Masked_NeverCombo() => Assert.DoesNotContain(_gifts, g => g.Gift.Combo && g.User.Id == 111111);

    [Fact]
    public void Next_Facts_SumUpToWhatAClientComputes()
    {
        var sums = ComboSums.Of(_gifts.Select(FactReader.Read)).Where(c => c.Combo).ToDictionary(c => (c.GroupId, c.UserId, c.GiftId));

        foreach (var combo in Combos())
        {
            var sum = sums[combo.Key];
            Assert.Equal(combo.Max(g => g.GroupCount * g.ComboCount), sum.Total);
            Assert.Equal(sum.Total * combo.First().Gift.DiamondCount, sum.Value);
            Assert.Equal(combo.Any(g => g.RepeatEnd == 1), sum.Ended);
            Assert.Equal(combo.Count(), sum.Messages);
        }
    }

    private static IEnumerable<GiftMessage> Make(int seed, int count)
    {
        var traffic = new GiftTraffic(new Crowd(seed, Weight.Light), 0, new Random(seed), FirstGroup);
        return Enumerable.Range(0, count).Select(_ => traffic.Next());
    }

    private IEnumerable<IGrouping<(long Group, long User, long Gift), GiftMessage>> Combos()
        => _gifts.Where(g => g.Gift.Combo).GroupBy(g => (g.GroupId, g.User.Id, g.GiftId));
}
