using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class GiftLedgerTests
{
    private static readonly EventIdWriter Ids = new(7);

    private readonly GiftLedger _ledger = new(new EventOptions());
    private ulong _eventKey;

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(5, 1, 1, 5)]
    [InlineData(0, 66, 2, 132)]
    [InlineData(0, 66, 0, 1)]
    [InlineData(-3, 2, 2, 4)]
    [InlineData(long.MaxValue, 0, 0, int.MaxValue)]
    [InlineData(0, long.MaxValue, long.MaxValue, int.MaxValue)]
    [InlineData(0, long.MinValue, -1, 1)]
    public void Single_Counts_AtOnceAndEnded(long repeat, long group, long combo, long total)
        => Assert.Equal((total, total, true), Give(repeat, combo: false, groupCount: group, comboCount: combo).Counts);

    [Fact]
    public void Single_TwoOfTheSameGroup_AreTwoGifts()
    {
        var first = Give(1, combo: false);
        var second = Give(1, combo: false);

        Assert.Equal((1, 1, true), second.Counts);
        Assert.NotEqual(first.ComboId, second.ComboId, StringComparer.Ordinal);
    }

    [Fact]
    public void Combo_SkipsRepeatsAndDisorder_OnlyTheExcessCounts()
    {
        (long, long, bool)[] seen = [Give(1).Counts, Give(2).Counts, Give(5).Counts, Give(3).Counts, Give(5).Counts, Give(6, end: 1).Counts];

        Assert.Equal([(1, 1, false), (1, 2, false), (3, 5, false), (0, 5, false), (0, 5, false), (1, 6, true)], seen);
    }

    [Fact]
    public void Combo_EndMarker_IsNotAddedAgain()
    {
        Give(4);

        Assert.Equal((0, 4, true), Give(4, end: 1).Counts);
    }

    [Fact]
    public void Combo_AfterItsEnd_LateProgressAndSecondEndAddNothing()
    {
        Give(4);
        Give(4, end: 1);

        Assert.Equal((0, 4, false), Give(3).Counts);
        Assert.Equal((0, 4, true), Give(4, end: 1).Counts);
        Assert.Equal((1, 5, false), Give(5).Counts);
    }

    [Fact]
    public void Combo_EndFirst_CountsItsTotal() => Assert.Equal((9, 9, true), Give(9, end: 1).Counts);

    [Fact]
    public void Combo_EndWithoutNumbers_KeepsTheTotal()
    {
        Give(4);

        Assert.Equal((0, 4, true), Give(0, end: 1).Counts);
    }

    [Fact]
    public void Combo_Key_EveryPartTellsCombosApart()
    {
        string[] ids =
        [
            Give(1).ComboId, Give(1, user: 2).ComboId, Give(1, to: 3).ComboId, Give(1, gift: 4).ComboId, Give(1, group: 5).ComboId,
            Give(1, group: 0, trace: "t").ComboId, Give(1, group: 0, trace: "u").ComboId,
            Give(1, user: 111111, secUid: "a").ComboId, Give(1, user: 111111, secUid: "b").ComboId,
            Give(1, user: 111111, name: "敏***").ComboId, Give(1, user: 0, name: "云***").ComboId,
        ];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{16}$", id));
        Assert.Equal(ids[0], Give(2).ComboId);
        Assert.Equal((1, 2, false), Give(2, group: 0, trace: "t").Counts);
        Assert.Equal((1, 2, false), Give(2, user: 111111, secUid: "a").Counts);
    }

    [Fact]
    public void Combo_WithoutGroupAndTrace_StandsAlone()
    {
        Assert.Equal((3, 3, true), Give(3, group: 0).Counts);
        Assert.Equal((4, 4, true), Give(4, group: 0).Counts);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public void Idle_TenSecondsOfUpstreamTime_Closes(long later, bool closed) => Assert.Equal(closed, GiveThenIdle(later) is not null);

    [Fact]
    public void Idle_Event_SaysEverythingOfTheCombo()
    {
        var (id, e) = GiveThenIdle(10_000)!.Value;

        Assert.Equal($"7-combo-{e.ComboId}-end-3", id);
        Assert.Equal((0L, 3L, true, true), (e.Count, e.Total, e.Ended, e.Derived));
        Assert.Equal((4, "玫瑰", 10), (e.GiftId, e.GiftName, e.Diamonds));
        Assert.Equal(new LiveUser(1, "s", "云", false, 0, "", 0), e.User);
        Assert.Null(e.ToUser);
        Assert.Null(Close(1_000_000));
    }

    [Fact]
    public void Idle_ThenLateProgress_CountsTheExcessAndClosesAgain()
    {
        GiveThenIdle(10_000);

        Assert.Equal((0, 3, false), Give(3, gift: 4, at: 10_100).Counts);
        Assert.Null(Close(50_000));
        Assert.Equal((2, 5, false), Give(5, gift: 4, at: 50_000).Counts);
        Assert.Null(Close(59_999));
        Assert.EndsWith("-end-5", Close(60_000)!.Value.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Idle_Progress_PutsItOff()
    {
        Give(1, at: 0);
        Give(2, at: 9_000);

        Assert.Null(Close(18_999));
        Assert.NotNull(Close(19_000));
    }

    [Fact]
    public void Idle_Several_OldestFirst()
    {
        Give(1, user: 1, at: 5);
        Give(2, user: 2, at: 3);

        Assert.EndsWith("-end-2", Close(20_000)!.Value.Id, StringComparison.Ordinal);
        Assert.EndsWith("-end-1", Close(20_000)!.Value.Id, StringComparison.Ordinal);
        Assert.Null(Close(20_000));
    }

    [Theory]
    [InlineData(3_600_000, 0)]
    [InlineData(3_600_001, 4)]
    public void Ended_Memory_IsOneHour(long later, long count)
    {
        Give(4, end: 1, at: 0);
        Give(1, user: 9, end: 1, at: later);

        Assert.Equal(count, Give(4, at: later).Counts.Count);
    }

    [Fact]
    public void Ended_TooMany_OldestAreForgotten()
    {
        for (var user = 1; user <= GiftLedger.MostEnded + 1; user++)
        {
            Give(2, user: user, end: 1);
        }

        Assert.Equal(2, Give(2, user: 1).Counts.Count);
        Assert.Equal(0, Give(2, user: 3).Counts.Count);
    }

    [Fact]
    public void Open_TooMany_OldestIsClosedEarly()
    {
        for (var user = 1; user <= GiftLedger.MostOpen + 1; user++)
        {
            Give(1, user: user, at: user);
        }

        Assert.NotNull(Close(GiftLedger.MostOpen + 1));
        Assert.Null(Close(GiftLedger.MostOpen));
    }

    private (string Id, GiftEvent Event)? GiveThenIdle(long later)
    {
        Give(3, user: 1, to: 0, gift: 4, name: "云", secUid: "s", at: 0);
        return Close(later);
    }

    private (string Id, GiftEvent Event)? Close(long at)
    {
        var view = default(LiveEventView);
        if (!_ledger.TryCloseIdle(at, Ids, ref view))
        {
            return null;
        }

        var e = (GiftEvent)LiveEvents.From(view);
        return (e.EventId, e);
    }

    private ((long Count, long Total, bool Ended) Counts, string ComboId) Give(
        long repeat,
        bool combo = true,
        int end = 0,
        long groupCount = 0,
        long comboCount = 0,
        long user = 1,
        long to = 0,
        long gift = 1,
        long group = 1776121373,
        string trace = "",
        string secUid = "",
        string name = "",
        long at = 0)
    {
        var counts = new GiftView
        {
            RepeatCount = repeat, GroupCount = groupCount, ComboCount = comboCount, RepeatEnd = end, GroupId = group, Combo = combo,
            TraceId = System.Text.Encoding.UTF8.GetBytes(trace),
        };
        var view = new LiveEventView
        {
            Kind = EventKind.Gift,
            GiftId = gift,
            GiftName = "玫瑰"u8,
            Diamonds = 10,
            User = new UserView
            {
                Present = true, Id = user, Masked = user == 111111, SecUid = System.Text.Encoding.UTF8.GetBytes(secUid), Name = System.Text.Encoding.UTF8.GetBytes(name),
            },
            ToUser = new UserView { Present = to != 0, Id = to },
        };
        _ledger.Count(counts, ++_eventKey, at, ref view);
        return ((view.GiftCount, view.GiftTotal, view.ComboEnded), System.Text.Encoding.UTF8.GetString(view.ComboId));
    }
}
