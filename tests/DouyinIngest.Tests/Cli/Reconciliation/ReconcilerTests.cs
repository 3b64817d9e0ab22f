using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Reconciliation;

public class ReconcilerTests
{
    private const long Room = 7300000000000000001;

    [Fact]
    public void Reconcile_EverythingOnceOnTheTopics_IsClean()
    {
        var report = Run([Chat("1"), Chat("2"), Like("3")], [Record("1"), Record("2"), Record("3", EventKind.Like)]);

        Assert.True(report.IsClean);
        Assert.Equal((3, 3, 0), (report.Emitted, report.OnKafka, report.Lost));
        Assert.Equal(2, report.Kinds[EventKind.Chat]);
        Assert.Equal(1, report.Kinds[EventKind.Like]);
        Assert.Equal(7, report.Kinds.Count);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void Reconcile_OneIsMissing_IsLostAndNamed()
    {
        var report = Run([Chat("1"), Chat("2")], [Record("2")]);

        Assert.False(report.IsClean);
        Assert.Equal((2, 1, 1), (report.Emitted, report.OnKafka, report.Lost));
        Assert.Equal(["lost: chat 1"], report.Findings);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 2)]
    public void Reconcile_SameIdSeveralTimes_CountsTheIdOnce(int times, long ids, long extra)
    {
        var topics = Fill([.. Enumerable.Repeat(Record("1"), times)]);
        var report = Reconciler.Reconcile([Oracle([Chat("1")])], topics);

        Assert.Equal(ids, report.Duplicates);
        Assert.Equal((ids, extra), topics.Repeated);
        Assert.Equal(ids == 0, report.IsClean);
        Assert.Equal(0, report.Lost);
    }

    [Fact]
    public void Reconcile_BeforeTheFirstConnection_IsNeitherEmittedNorLost()
    {
        var report = Run([Chat("1") with { Offered = false }, Chat("2")], [Record("2")]);

        Assert.True(report.IsClean);
        Assert.Equal((1, 1), (report.Emitted, report.OnKafka));
    }

    [Fact]
    public void Reconcile_BeforeTheFirstConnectionButOnTheTopics_IsNoPhantomAndNotCounted()
    {
        var report = Run([Chat("1") with { Offered = false }, Chat("2")], [Record("1"), Record("2")]);

        Assert.True(report.IsClean);
        Assert.Equal((1, 1, 1), (report.Emitted, report.OnKafka, report.Unclaimed));
    }

    [Fact]
    public void Reconcile_MadeByTheIngester_IsDerivedAndNoPhantom()
    {
        var report = Run([Chat("1")], [Record("1"), Record("x", EventKind.Room) with { Derived = true }]);

        Assert.True(report.IsClean);
        Assert.Equal(1, report.Derived);
        Assert.Equal(1, report.OnKafka);
        Assert.Equal(0, report.Kinds[EventKind.Room]);
    }

    [Fact]
    public void Reconcile_NeverTrue_IsPhantom()
    {
        var report = Run([Chat("1")], [Record("1"), Record("9")]);

        Assert.Equal(1, report.Phantoms);
        Assert.False(report.IsClean);
        Assert.Contains("phantom", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Reconcile_OtherKindThanTrue_IsFound()
    {
        var report = Run([Chat("1")], [Record("1", EventKind.Like)]);

        Assert.Equal(["kind: 1 is chat and stands as like"], report.Findings);
        Assert.Equal(1, report.WrongKinds);
        Assert.False(report.IsClean);
    }

    [Fact]
    public void Reconcile_ReceiveTimeGoesBackWithinARoomAndKind_IsOutOfOrder()
    {
        var early = DateTimeOffset.UnixEpoch;
        var late = early.AddSeconds(1);
        var report = Run(
            [Chat("1"), Chat("2"), Like("3")],
            [Record("1") with { ReceivedTime = late }, Record("3", EventKind.Like) with { ReceivedTime = early }, Record("2") with { ReceivedTime = early }]);

        Assert.Equal(1, report.OutOfOrder);
        Assert.False(report.IsClean);
    }

    [Theory]
    [InlineData(5, 5, 5, true)]
    [InlineData(5, 4, 5, false)]
    [InlineData(5, 5, 4, false)]
    [InlineData(5, 6, 6, false)]
    public void Reconcile_GiftCombo_ComparesLargestTotalAndSumOfCounts(long truth, long max, long sum, bool equal)
    {
        var report = Reconciler.Reconcile(
            [Oracle([Gift("1", "a"), Gift("2", "a")], new OracleCombo("a", truth))],
            Fill([Given("1", "c", 2, 2), Given("2", "c", sum - 2, max)]));

        Assert.Equal(equal, report.GiftTotalsEqual);
        Assert.Equal(1, report.GiftCombos);
        Assert.Equal(equal ? 0 : 1, report.GiftMismatches);
        Assert.Equal(equal, report.IsClean);
    }

    [Fact]
    public void Reconcile_SingleGiftsUnderOneKey_AddUp()
    {
        var report = Reconciler.Reconcile(
            [Oracle([Gift("1", "a"), Gift("2", "a")], new OracleCombo("a", 3))],
            Fill([Given("1", "one", 1, 1), Given("2", "two", 2, 2)]));

        Assert.True(report.GiftTotalsEqual);
    }

    [Fact]
    public void Reconcile_TwoCombosUnderOneName_AreBothWrong()
    {
        var report = Reconciler.Reconcile(
            [Oracle([Gift("1", "a"), Gift("2", "b")], new OracleCombo("a", 1), new OracleCombo("b", 2))],
            Fill([Given("1", "c", 1, 1), Given("2", "c", 2, 2)]));

        Assert.Equal(2, report.GiftMismatches);
    }

    [Fact]
    public void Reconcile_DerivedEndThatCounts_IsWrong()
    {
        var report = Reconciler.Reconcile(
            [Oracle([Gift("1", "a")], new OracleCombo("a", 1))],
            Fill([Given("1", "c", 1, 1), Given("end", "c", 1, 2) with { Derived = true }]));

        Assert.False(report.GiftTotalsEqual);
    }

    [Fact]
    public void Reconcile_DerivedEndThatCountsNothing_IsEqual()
    {
        var report = Reconciler.Reconcile(
            [Oracle([Gift("1", "a")], new OracleCombo("a", 1))],
            Fill([Given("1", "c", 1, 1), Given("end", "c", 0, 1) with { Derived = true }]));

        Assert.True(report.IsClean);
    }

    [Fact]
    public void Reconcile_ComboOfNobody_IsWrong()
    {
        var report = Run([], [Given("end", "c", 1, 1) with { Derived = true }]);

        Assert.Equal(1, report.GiftMismatches);
    }

    [Fact]
    public void Reconcile_SameComboIdInTwoRooms_IsTwoCombos()
    {
        var report = Reconciler.Reconcile(
            [
                Oracle([Gift("1", "a")], new OracleCombo("a", 1)),
                new OracleRoom(Room + 1, [Gift("2", "a")], [new OracleCombo("a", 2)]),
            ],
            Fill([Given("1", "c", 1, 1), Given("2", "c", 2, 2) with { RoomId = Room + 1 }]));

        Assert.True(report.IsClean);
        Assert.Equal(2, report.GiftCombos);
    }

    [Fact]
    public void Reconcile_ThousandsLost_SpellsOutTheFirstTen()
    {
        var report = Run([.. Enumerable.Range(0, 5000).Select(i => Chat($"{i}"))], []);

        Assert.Equal(5000, report.Lost);
        Assert.Equal(10, report.Findings.Count);
    }

    [Fact]
    public void Line_Report_IsExactlyTheContract()
    {
        var report = Reconciler.Reconcile(
            [Oracle([Chat("1"), Gift("2", "a"), Like("3")], new OracleCombo("a", 1))],
            Fill([Record("1"), Given("2", "c", 1, 1), Record("r", EventKind.Room) with { Derived = true }]));

        Assert.Equal(
            """{"emitted":3,"onKafka":2,"derived":1,"lost":1,"duplicates":0,"giftCombos":1,"giftTotalsEqual":true,"kinds":{"chat":1,"gift":1,"like":0,"enter":0,"follow":0,"share":0,"room":0}}""",
            ReportJson.Line(report));
    }

    [Fact]
    public void Add_Records_CountsByKindAndDistinct()
    {
        var topics = Fill([Record("1"), Record("1"), Record("2", EventKind.Like)]);

        Assert.Equal((3, 2), (topics.Records, topics.Distinct));
        Assert.Equal((2, 1, 0), (topics.CountOf(EventKind.Chat), topics.CountOf(EventKind.Like), topics.CountOf(EventKind.Gift)));
    }

    [Fact]
    public void Of_LongAndShortIds_DiffersByContent()
    {
        var longId = new string('x', 400);

        Assert.Equal(EventKey.Of(longId), EventKey.Of(new string('x', 400)));
        Assert.NotEqual(EventKey.Of(longId), EventKey.Of(longId + "y"));
        Assert.NotEqual(EventKey.Of("1-2"), EventKey.Of("1-3"));
    }

    private static ReconciliationReport Run(OracleEvent[] truth, ReadBackRecord[] records) => Reconciler.Reconcile([Oracle(truth)], Fill(records));

    private static OracleRoom Oracle(OracleEvent[] events, params OracleCombo[] combos) => new(Room, events, combos);

    private static ReadBack Fill(ReadBackRecord[] records)
    {
        var topics = new ReadBack();
        Array.ForEach(records, topics.Add);
        return topics;
    }

    private static OracleEvent Chat(string id) => new(id, EventKind.Chat);

    private static OracleEvent Like(string id) => new(id, EventKind.Like);

    private static OracleEvent Gift(string id, string combo) => new(id, EventKind.Gift, Combo: combo);

    private static ReadBackRecord Record(string id, EventKind kind = EventKind.Chat) => new() { EventId = id, Kind = kind, RoomId = Room };

    private static ReadBackRecord Given(string id, string combo, long count, long total) =>
        Record(id, EventKind.Gift) with { Gift = new GiftNumbers(combo, "小心心", count, total) };
}
