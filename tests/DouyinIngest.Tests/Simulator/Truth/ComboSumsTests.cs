using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Tests.Simulator.Truth;

public sealed class ComboSumsTests
{
    [Fact]
    public void Of_ComboWithSkipsAndEnd_IsTheMaximum()
    {
        var sum = Single(Combo(1), Combo(2), Combo(5), Combo(9), Combo(9, ended: true));
        Assert.Equal((9, 90, true, 5), (sum.Total, sum.Value, sum.Ended, sum.Messages));
    }

    [Fact]
    public void Of_LateProgress_AddsNothing() => Assert.Equal(7, Single(Combo(3), Combo(7), Combo(5)).Total);

    [Fact]
    public void Of_NoEnd_CountsAndIsOpen()
    {
        var sum = Single(Combo(3));
        Assert.Equal((3, false), (sum.Total, sum.Ended));
    }

    [Fact]
    public void Of_SingleGifts_AddUp() => Assert.Equal(3, Single(Gift(1), Gift(2)).Total);

    [Fact]
    public void Of_SameGroupOtherPerson_IsAnotherCombo()
    {
        var sums = ComboSums.Of([Combo(3), Combo(4, user: 2), Combo(5, to: 8), Combo(6, gift: 12), Combo(7, group: 5)]);
        Assert.Equal([3L, 4, 5, 6, 7], sums.Select(s => s.Total));
    }

    [Fact]
    public void Of_OtherKinds_AreNoGifts() => Assert.Empty(ComboSums.Of([new EventFacts(OracleKind.Chat, 1, "a")]));

    private static OracleCombo Single(params EventFacts[] facts) => Assert.Single(ComboSums.Of(facts));

    private static EventFacts Combo(long total, bool ended = false, long user = 1, long to = 0, long gift = 11, long group = 4)
        => new(OracleKind.Gift, user, Gift: new GiftFacts(gift, to, group, 10, Combo: true, total, ended));

    private static EventFacts Gift(long total) => new(OracleKind.Gift, 1, Gift: new GiftFacts(11, 0, 4, 10, Combo: false, total, Ended: false));
}
