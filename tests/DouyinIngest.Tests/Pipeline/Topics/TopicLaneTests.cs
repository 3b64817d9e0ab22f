using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class TopicLaneTests
{
    private const int TooLarge = (int)ErrorCode.MsgSizeTooLarge;
    private static readonly string Large = new('x', 2_000);

    [Fact]
    public void Send_OpenLane_GoesStraightToTheClientInOrder()
    {
        using var rig = new LaneRig();
        Assert.Equal([0, 0, 0], new[] { rig.Send("a"), rig.Send("b"), rig.Send("c") });
        Assert.Equal((3, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Equal(["a", "b", "c"], rig.Leaving(3));
    }

    [Fact]
    public void TakeRefusal_ClientFull_TellsOncePerRefusalWhyRecordsWait()
    {
        using var rig = new LaneRig(most: 1);
        rig.Send("a");
        Assert.Equal(0, rig.Lane.TakeRefusal());
        rig.Send("b");
        rig.Send("c"); // behind it, not refused itself
        Assert.Equal((int)ErrorCode.Local_QueueFull, rig.Lane.TakeRefusal());
        Assert.Equal(0, rig.Lane.TakeRefusal());

        rig.Lane.Reported(published: true);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal(((int)ErrorCode.Local_QueueFull, 2), (rig.Lane.TakeRefusal(), rig.Lane.Held));

        rig.Lane.Send(rig.Held("d"));
        Assert.Equal(0, rig.Lane.TakeRefusal());
    }

    [Fact]
    public void TakeRefusal_RecordOfOurOwn_TellsWhyItWaits()
    {
        using var rig = new LaneRig(most: 1);
        rig.Send("a");
        rig.Lane.Send(rig.Held("b"));
        Assert.Equal((int)ErrorCode.Local_QueueFull, rig.Lane.TakeRefusal());
    }

    [Fact]
    public void Sweep_RefusalsAmongSuccesses_GoOutBeforeWhatWasPublishedMeanwhile()
    {
        using var rig = new LaneRig();
        rig.Send("0");
        rig.Send("1");
        rig.Send("2");
        rig.TakeBack("0 again");
        rig.Lane.Reported(published: false);
        rig.Send("3");                        // held now: waits
        rig.Lane.Reported(published: true);   // 1 got through in between
        rig.TakeBack("2 again");
        rig.Lane.Reported(published: false);
        rig.Send("4");
        Assert.Equal((0, 4, 1L), (rig.Lane.UnderWay, rig.Lane.Held, rig.Lane.Published));

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal((4, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Send("5");                        // open again
        Assert.Equal(["0", "1", "2", "0 again", "2 again", "3", "4", "5"], rig.Leaving(8));
        Assert.Empty(rig.Aside);
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1_000, 0)]
    public void Sweep_BeforeASecondHasPassed_LeavesAllWhereItIs(int milliseconds, int held)
    {
        using var rig = new LaneRig();
        rig.TakeBack("a");
        rig.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        rig.Sweep();
        Assert.Equal(held, rig.Lane.Held);
    }

    [Fact]
    public void Sweep_SecondCountsFromTheLastRefusal()
    {
        using var rig = new LaneRig();
        rig.TakeBack("a");
        rig.Time.Advance(TimeSpan.FromMilliseconds(900));
        rig.TakeBack("b");
        rig.Time.Advance(TimeSpan.FromMilliseconds(900));
        rig.Sweep();
        Assert.Equal(2, rig.Lane.Held);
        rig.Time.Advance(TimeSpan.FromMilliseconds(100));
        rig.Sweep();
        Assert.Equal(0, rig.Lane.Held);
    }

    [Fact]
    public void Sweep_SomethingUnderWay_WaitsForItsReport()
    {
        using var rig = new LaneRig();
        rig.Send("a");
        rig.Send("b");
        rig.TakeBack("a again");
        rig.Lane.Reported(published: false);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Sweep();
        Assert.Equal((1, 1), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Lane.Reported(published: true);
        rig.Sweep();
        Assert.Equal((1, 0), (rig.Lane.UnderWay, rig.Lane.Held));
    }

    [Fact]
    public void Send_ClientIsFull_WaitsAndSoDoesWhatComesAfter()
    {
        using var rig = new LaneRig(most: 2);
        Assert.Equal([0, 0, 0, 0], new[] { rig.Send("a"), rig.Send("b"), rig.Send("c"), rig.Send("d") });
        Assert.Equal((2, 2), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Equal(["a", "b"], rig.Leaving(2));
    }

    [Fact]
    public void Sweep_ClientFullHalfWay_KeepsTheRestInOrderAndWaitsAnotherSecond()
    {
        using var rig = new LaneRig(most: 2);
        foreach (string value in (string[])["a", "b", "c"])
        {
            rig.TakeBack(value);
        }

        rig.Send("d");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal((2, 2), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Lane.Reported(published: true);
        rig.Lane.Reported(published: true);
        rig.Sweep();
        Assert.Equal(2, rig.Lane.Held);
        rig.Send("e");
        Assert.Equal((0, 3), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Equal(["a", "b"], rig.Leaving(2));
    }

    [Fact]
    public void Send_RecordThatCanNeverGo_IsGivenBackAndCountsNothing()
    {
        using var rig = new LaneRig();
        Assert.Equal(TooLarge, rig.Send(Large));
        Assert.Equal((0, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Equal(0, rig.Send("next"));
    }

    [Fact]
    public void Sweep_RecordThatCanNeverGo_IsHandedBackAndTheOthersGo()
    {
        using var rig = new LaneRig();
        rig.TakeBack("a");
        rig.TakeBack(Large);
        rig.TakeBack("b");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal([(Large, TooLarge)], rig.Aside);
        Assert.Equal((2, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Equal(["a", "b"], rig.Leaving(2));
    }

    [Fact]
    public void LastLane_RecordThatCanNeverGo_IsKeptWithItsHeadersUntilTheEnd()
    {
        using var rig = new LaneRig(isLast: true);
        HeldRecord record = rig.Held(Large, NativeHeaders.New(1));
        rig.Lane.Send(record);
        Assert.Equal((0, 1), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.NotEqual(0, record.Headers);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal(1, rig.Lane.Held);
        Assert.Empty(rig.Aside);
        rig.Lane.Close();
        Assert.Equal(0, record.Headers);
        Assert.Equal(0, rig.Lane.Held);
    }

    [Fact]
    public void Send_HeldRecord_GivesItsHeadersAwayAndQueuesBehindWhatWaits()
    {
        using var rig = new LaneRig();
        HeldRecord first = rig.Held("a", NativeHeaders.New(1));
        rig.Lane.Send(first);
        Assert.Equal(0, first.Headers);
        rig.TakeBack("b");
        rig.Lane.Send(rig.Held("c"));
        Assert.Equal((1, 2), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Lane.Reported(published: true);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal(["a", "b", "c"], rig.Leaving(3));
    }

    [Fact]
    public void Close_WhatWaits_IsAbandonedAndNothingMoreIsTaken()
    {
        using var rig = new LaneRig();
        rig.TakeBack("a");
        rig.Send("b");
        rig.Lane.Close();
        Assert.Equal((0, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.Throws<ObjectDisposedException>(() => rig.Send("c"));
        rig.TakeBack("d");
        rig.Lane.Send(rig.Held("e"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Sweep();
        Assert.Equal((0, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Delivery.Seal();
        Assert.False(rig.Delivery.IsComplete);
    }

    [Theory]
    [InlineData(ErrorCode.MsgSizeTooLarge, false, "DeadLetter")]
    [InlineData(ErrorCode.MsgSizeTooLarge, true, "Retry")]
    [InlineData(ErrorCode.TopicAuthorizationFailed, true, "Retry")]
    [InlineData(ErrorCode.Local_PurgeQueue, true, "Abandon")]
    [InlineData(ErrorCode.Local_Fatal, false, "Abandon")]
    public void Judge_LastLane_HasNowhereElseToPutARecord(ErrorCode error, bool isLast, string verdict)
    {
        using var rig = new LaneRig(isLast);
        Assert.Equal(verdict, rig.Lane.Judge((int)error).ToString());
    }

    [Fact]
    public void TakeApart_RequestTooLarge_GoesOutAtOnceInGroupsThenAloneBeforeWhatWaits()
    {
        using var rig = new LaneRig();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        HeldRecord[] records = [.. Enumerable.Range(0, 34).Select(i => rig.Held($"{i:D2}"))];
        foreach (HeldRecord record in records)
        {
            Assert.True(rig.Lane.TakeApart(record));
        }

        rig.Send("later");
        rig.Sweep();
        Assert.Equal((32, 3), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Sweep();
        Assert.Equal(32, rig.Lane.UnderWay);  // nothing joins what is under way

        Assert.All(records[..32], record => Assert.True(rig.TakeApart(record)));
        rig.Sweep();
        Assert.Equal((1, 34), (rig.Lane.UnderWay, rig.Lane.Held));
        Assert.False(rig.TakeApart(records[0]));  // alone, and still too large
        for (int i = 1; i < 32; i++)
        {
            rig.Sweep();
            Assert.Equal((1, 34 - i), (rig.Lane.UnderWay, rig.Lane.Held));
            rig.Lane.Reported(published: true);
        }

        rig.Sweep();
        Assert.Equal((2, 1), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Lane.Reported(published: true);
        rig.Lane.Reported(published: true);
        rig.Sweep();
        Assert.Equal((1, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Send("open again");
        Assert.Equal(2, rig.Lane.UnderWay);
        string[] ids = [.. Enumerable.Range(0, 34).Select(i => $"{i:D2}")];
        Assert.Equal([.. ids[..32], .. ids, "later", "open again"], rig.Leaving(68));
        Assert.Empty(rig.Aside);
    }

    [Fact]
    public void TakeApart_OneRecordAlone_IsKnownToBeTooLargeAtItsSecondRefusal()
    {
        using var rig = new LaneRig();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        HeldRecord record = rig.Held("a");
        Assert.True(rig.Lane.TakeApart(record));
        rig.Sweep();
        Assert.False(rig.TakeApart(record));
    }

    [Fact]
    public void TakeApart_RefusedForAnotherReasonMeanwhile_WaitsASecondAndIsThenOneOfMany()
    {
        using var rig = new LaneRig();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        HeldRecord record = rig.Held("a");
        rig.Lane.TakeApart(record);
        rig.Lane.TakeApart(rig.Held("b"));
        rig.Sweep();
        rig.Lane.TakeBack(record);
        rig.Lane.Reported(published: false);
        rig.Lane.Reported(published: true);
        rig.Sweep();
        Assert.Equal((0, 1), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Sweep();
        Assert.Equal((1, 0), (rig.Lane.UnderWay, record.Together));
    }

    [Fact]
    public void Close_RecordsThatAreToldApart_AreAbandoned()
    {
        using var rig = new LaneRig();
        rig.Lane.TakeApart(rig.Held("a"));
        rig.Lane.Close();
        Assert.Equal((0, 0), (rig.Lane.UnderWay, rig.Lane.Held));
        rig.Delivery.Seal();
        Assert.False(rig.Delivery.IsComplete);
    }

    [Fact]
    public void Send_WhileHeld_PutsTheNextSweepOffNoFurther()
    {
        using var rig = new LaneRig();
        rig.TakeBack("a");
        rig.Time.Advance(TimeSpan.FromMilliseconds(999));
        rig.Send("b");
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        rig.Sweep();
        Assert.Equal((2, 0), (rig.Lane.UnderWay, rig.Lane.Held));
    }

    [Fact]
    public void Reported_CountsOnlyWhatWasConfirmed()
    {
        using var rig = new LaneRig();
        rig.Send("a");
        rig.Send("b");
        rig.Lane.Reported(published: true);
        rig.Lane.Reported(published: false);
        Assert.Equal((0, 1L), (rig.Lane.UnderWay, rig.Lane.Published));
    }
}
