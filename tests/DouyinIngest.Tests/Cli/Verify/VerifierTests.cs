using System.Globalization;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Verify;

/// <summary>Verify finds what is planted: each kind of damage is done to a good stream, and reported as what it is, and as nothing else.</summary>
public class VerifierTests
{
    private const long Room = 7300000000000000001;

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Report_GoodStream_IsWell()
    {
        var report = Verify(Good(), Truth());

        Assert.Empty(report.Problems(allowDuplicates: false));
        Assert.Empty(report.Findings);
        Assert.Equal((40, 40, 0), (report.Records, report.Distinct, report.RepeatedIds));
        Assert.Equal((2, 0), (report.Combos, report.UnequalCombos));
        Assert.Equal(20, report.Kinds[EventKind.Chat]);
        var room = Assert.Single(report.Rooms);
        Assert.Equal((Room, "123456", 40, false), (room.RoomId, room.LiveId, room.Records, room.IsWrong));
    }

    [Fact]
    public void Report_RecordsDeleted_AreLost()
    {
        var records = Good();
        records.RemoveAt(4);
        records.RemoveAt(0);

        var report = Verify(records, Truth());

        Assert.Equal(["2 lost"], report.Problems(allowDuplicates: false));
        Assert.Equal(2, report.Truth!.Lost);
        Assert.Equal(2, Assert.Single(report.Rooms).Lost);
        Assert.Contains("lost: chat " + Id(0), report.Findings);
    }

    [Fact]
    public void Report_NothingRead_ProvesNothing()
    {
        Assert.Equal(["no record was read"], Verify([]).Problems(allowDuplicates: true));
        Assert.Equal("WRONG: no record was read.", VerifyText.Lines(Verify([]), allowDuplicates: true).Last());
    }

    [Fact]
    public void Report_WholeRoomDeleted_HasARowOfItsOwn()
    {
        var report = Verify([], Truth());

        var room = Assert.Single(report.Rooms);
        Assert.Equal((Room, 40, true), (room.RoomId, room.Lost, room.IsWrong));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Report_RecordDoubled_IsWrongUnlessAllowed(bool allowed, int problems)
    {
        var records = Good();
        records.Add(records[3] with { ReceivedTime = Start.AddHours(1), Epoch = 9 });
        records.Add(records[3]);

        var report = Verify(records, Truth());

        Assert.Equal(problems, report.Problems(allowed).Count);
        Assert.Equal((1, 2, 0), (report.RepeatedIds, report.RepeatedRecords, report.DuplicatesAfterDedupe));
        Assert.Equal(2, report.Rooms[0].Repeated);
        Assert.Equal(0, report.Disorder + report.EpochsBack);
    }

    [Fact]
    public void Report_NeighboursSwapped_AreOutOfOrder()
    {
        var records = Good();
        (records[0], records[2]) = (records[2], records[0]);

        var report = Verify(records);

        Assert.Equal(["1 out of order"], report.Problems(allowDuplicates: false));
        Assert.Equal((1, 1), (report.Disorder, report.Rooms[0].Disorder));
        Assert.StartsWith("disorder: chat " + Id(0), Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_SwappedWithinOneFrame_IsFoundWithAnOracle()
    {
        var records = Good().ConvertAll(record => record with { ReceivedTime = Start });
        (records[0], records[2]) = (records[2], records[0]);

        Assert.Equal(["1 in another order than they happened in"], Verify(records, Truth()).Problems(allowDuplicates: false));
        Assert.Empty(Verify(records).Problems(allowDuplicates: false));
    }

    [Fact]
    public void Report_ContentAltered_IsFoundWithAnOracle()
    {
        var records = Good();
        records[0] = records[0] with { FactsHash = FactsHash.Of(EventKind.Chat, 1, "something else", 0) };

        Assert.Equal(["1 altered"], Verify(records, Truth()).Problems(allowDuplicates: false));
    }

    [Fact]
    public void Report_RepetitionWithAnotherContent_IsAContradiction()
    {
        var records = Good();
        records.Add(records[0] with { ContentHash = 77, ReceivedTime = Start.AddHours(1) });
        records.Add(records[0] with { ContentHash = 78, ReceivedTime = Start.AddHours(1) });

        var report = Verify(records);

        Assert.Equal(["1 ids with two contents"], report.Problems(allowDuplicates: true));
        Assert.Equal((1, 1), (report.Contradictions, report.DuplicatesAfterDedupe));
    }

    [Fact]
    public void Report_RepetitionOnAnotherTopic_IsAContradiction()
    {
        var records = Good();
        records.Add(records[0] with { Kind = EventKind.Share });

        Assert.Equal(1, Verify(records).Contradictions);
    }

    [Fact]
    public void Report_NeverTrue_IsAPhantom()
    {
        var records = Good();
        records.Add(records[0] with { EventId = "made up", ContentHash = 12345, ReceivedTime = Start.AddHours(1) });

        Assert.Equal(["1 never true"], Verify(records, Truth()).Problems(allowDuplicates: false));
    }

    [Fact]
    public void Report_TrueEventUnderASecondId_IsNoPhantom()
    {
        var records = Good();
        records.Add(records[0] with { EventId = "second", ReceivedTime = Start.AddHours(1) });

        var report = Verify(records, Truth());

        Assert.Equal(["1 under two ids"], report.Problems(allowDuplicates: true));
        Assert.Equal((1, 0), (report.DuplicatesAfterDedupe, report.Truth!.Phantoms));
    }

    [Fact]
    public void Report_GiftCountChanged_TotalsDisagree()
    {
        var records = Good();
        var at = records.FindIndex(record => record.Kind == EventKind.Gift);
        records[at] = records[at] with { Gift = records[at].Gift! with { Count = 5 } };

        var report = Verify(records);

        Assert.Equal(["1 gift combos whose totals disagree"], report.Problems(allowDuplicates: false));
        Assert.Equal($"gift: combo 00000000000000c0 of room {Room}: max(total) 10, sum(count) 14", Assert.Single(report.Findings));
    }

    [Fact]
    public void Report_GiftRepeated_IsCountedOnce()
    {
        var records = Good();
        var gift = records.Find(record => record.Kind == EventKind.Gift)!;
        records.Add(gift with { Epoch = 2 });

        Assert.Equal(0, Verify(records).UnequalCombos);
    }

    [Theory]
    [InlineData(true, 0, 1)]
    [InlineData(false, 1, 0)]
    public void Report_ComboThatHadBegun_IsJudgedOnlyWhenItsBeginningWasRead(bool cut, long unequal, long notJudged)
    {
        var records = Good();
        records.RemoveAt(records.FindIndex(record => record.Kind == EventKind.Gift));
        var verifier = Fill(records);
        verifier.IsCut = cut;

        var report = verifier.Report();

        Assert.Equal((unequal, notJudged), (report.UnequalCombos, report.CombosCut));
    }

    [Fact]
    public void Report_EarlierOwnerBehindALaterOne_IsWrongOnlyWhenNew()
    {
        var records = Good().ConvertAll(record => record with { Epoch = 5 });
        records.Add(records[0] with { Epoch = 4 });
        records.Add(records[0] with { Epoch = 4, EventId = "late" });

        var report = Verify(records);

        Assert.Equal(["1 behind a later owner's"], report.Problems(allowDuplicates: true));
        Assert.Equal((1, 1), (report.EpochsBack, report.RepeatedIds));
    }

    [Fact]
    public void Report_LaterOwnerWithASlowerClock_IsInOrder()
    {
        var records = Good();
        records.Add(records[0] with { EventId = "next", Epoch = 6, ReceivedTime = Start.AddHours(-1) });

        Assert.Empty(Verify(records).Problems(allowDuplicates: false));
    }

    [Fact]
    public void Report_RoomOnTwoPartitions_IsSplitAndCountedOnce()
    {
        var records = Good();
        records.Add(records[0] with { EventId = "x", Partition = 7 });
        records.Add(records[0] with { EventId = "y", Partition = 7 });

        Assert.Equal(1, Verify(records).Split);
    }

    [Fact]
    public void Report_NoEvent_IsUnreadable()
    {
        var verifier = Fill(Good());
        verifier.AddUnreadable("chat[0]@5", "it has no value");

        var report = verifier.Report();

        Assert.Equal(["1 unreadable"], report.Problems(allowDuplicates: true));
        Assert.Equal(["unreadable: chat[0]@5: it has no value"], report.Findings);
    }

    [Fact]
    public void Report_Gaps_AreListedOnceAndAreNoMistake()
    {
        var verifier = Fill(Good());
        var gap = new GapRow("g", "123456", Room, Start, Start.AddSeconds(3), "cursor_forgotten", 40);
        verifier.AddGap(gap);
        verifier.AddGap(gap with { Estimate = 99 });

        var report = verifier.Report();

        Assert.Equal([gap], report.Gaps);
        Assert.Equal(1, report.Rooms[0].Gaps);
        Assert.Empty(report.Problems(allowDuplicates: false));
    }

    [Fact]
    public void Report_NothingAppendedWhileSomethingHappened_IsSilence()
    {
        var records = Good().ConvertAll(record => record with { UpstreamTime = record.ReceivedTime, AppendTime = record.ReceivedTime.AddMilliseconds(20) });
        // The room's owner was away: what happened from event 20 on was appended five seconds late. Event 20 itself was not missed before 19 stood.
        var late = records.GetRange(0, 20).Concat(records.GetRange(20, 20).Select(record => record with { AppendTime = record.AppendTime.AddSeconds(5) }));

        var report = Verify([.. late], withSilence: true);

        Assert.Equal(5.01, report.Silence!.Value.TotalSeconds, 2);
        Assert.Null(Verify([.. late]).Silence);
    }

    [Fact]
    public void Longest_QuietRoom_IsNotSilent() =>
        Assert.Equal(TimeSpan.FromMilliseconds(20), Silence.Longest([1_020, 60_020, 120_020], [1_000, 60_000, 120_000]));

    [Fact]
    public void Longest_TopicsReadOneAfterTheOther_AreMerged() =>
        Assert.Equal(TimeSpan.FromMilliseconds(100), Silence.Longest([100, 300, 500, 200, 400], [0, 100, 200, 300, 400]));

    [Fact]
    public void Lines_WrongStream_SaysWhatIsWrong()
    {
        var records = Good();
        records.RemoveAt(0);
        records.Add(records[3]);

        string[] lines = [.. VerifyText.Lines(Verify(records, Truth()), allowDuplicates: false)];

        Assert.Equal("40 records, 39 event ids, 1 broadcasts", lines[0]);
        Assert.Equal("WRONG: 1 lost, 1 ids repeated.", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith($"{Room}  123456", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("lost ", StringComparison.Ordinal) && line.EndsWith("1  WRONG of 40 true events", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_AllWell_SaysSo() => Assert.Equal("All is well.", VerifyText.Lines(Verify(Good(), Truth()), allowDuplicates: false).Last());

    [Fact]
    public void Lines_ManyRooms_ShowsTheWorstFirst()
    {
        var verifier = new Verifier();
        for (var i = 0; i < 50; i++)
        {
            verifier.Add(Good()[0] with { EventId = $"{i}", RoomId = Room + i });
        }

        verifier.Add(Good()[0] with { EventId = "49", RoomId = Room + 49, ContentHash = 3 });
        string[] lines = [.. VerifyText.Lines(verifier.Report(), allowDuplicates: false)];

        Assert.StartsWith($"{Room + 49}", lines[4], StringComparison.Ordinal);
        Assert.Contains("… and 30 more with nothing worse; --json has them all", lines);
    }

    [Fact]
    public void Line_Json_HasWhatAProgramAsksFor()
    {
        var verifier = Fill(Good());
        verifier.AddGap(new GapRow("g", "123456", Room, Start, null, "paused", 4));
        using var json = System.Text.Json.JsonDocument.Parse(VerifyJson.Line(verifier.Report(Truth()), allowDuplicates: false));

        var root = json.RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean());
        Assert.Equal(40, root.GetProperty("records").GetInt32());
        Assert.Equal(20, root.GetProperty("kinds").GetProperty("chat").GetInt32());
        Assert.Equal(0, root.GetProperty("duplicatesAfterDedupe").GetInt32());
        Assert.Equal(0, root.GetProperty("oracle").GetProperty("lost").GetInt32());
        Assert.Equal("paused", root.GetProperty("gaps")[0].GetProperty("reason").GetString());
        Assert.Equal($"{Room}", root.GetProperty("rooms")[0].GetProperty("roomId").GetString());
    }

    /// <summary>Chats and likes in turn, then two combos of ten pieces in ten gifts each.</summary>
    private static List<ReadBackRecord> Good()
    {
        var records = new List<ReadBackRecord>();
        for (var i = 0; i < 40; i++)
        {
            var gift = i % 2 == 1;
            var combo = i < 20 ? "00000000000000c0" : "00000000000000c1";
            records.Add(new ReadBackRecord
            {
                EventId = Id(i),
                Kind = gift ? EventKind.Gift : EventKind.Chat,
                RoomId = Room,
                LiveId = "123456",
                Partition = 2,
                ReceivedTime = Start.AddMilliseconds(i * 10),
                ContentHash = 1000 + i,
                FactsHash = gift ? FactsHash.Of(EventKind.Gift, 1, "", 463) : FactsHash.Of(EventKind.Chat, 1, Text(i), 0),
                Gift = gift ? new GiftNumbers(combo, "小心心", 1, (i % 20 / 2) + 1) : null,
            });
        }

        return records;
    }

    private static OracleRoom[] Truth() =>
    [
        new(
            Room,
            [.. Enumerable.Range(0, 40).Select(i => i % 2 == 1
                ? new OracleEvent(Id(i), EventKind.Gift, Combo: i < 20 ? "a" : "b", Facts: FactsHash.Of(EventKind.Gift, 1, "", 463))
                : new OracleEvent(Id(i), EventKind.Chat, Facts: FactsHash.Of(EventKind.Chat, 1, Text(i), 0)))],
            [new OracleCombo("a", 10), new OracleCombo("b", 10)]),
    ];

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"{Room}-{100 + i}");

    private static string Text(int i) => string.Create(CultureInfo.InvariantCulture, $"line {i}");

    private static Verifier Fill(List<ReadBackRecord> records, bool withSilence = false)
    {
        var verifier = new Verifier(withSilence);
        records.ForEach(verifier.Add);
        return verifier;
    }

    private static VerifyReport Verify(List<ReadBackRecord> records, OracleRoom[]? truth = null, bool withSilence = false) =>
        Fill(records, withSilence).Report(truth);
}
