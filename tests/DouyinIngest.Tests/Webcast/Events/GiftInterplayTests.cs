using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Events;

/// <summary>Gift counting through the whole of <see cref="RoomEvents"/>: with ids, duplicates, clocks and derived events.</summary>
public sealed class GiftInterplayTests
{
    private const long Start = 1_777_000_000_000;
    private const long Hour = 3_600_000;

    private readonly RoomEvents _events = new(7, new EventOptions());
    private long _msgId;

    [Fact]
    public void Sum_OfCounts_IsTheLastTotalWhateverIsSentTwice()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var total = random.Next(2, 40);
            var sent = Enumerable.Range(1, total).OrderBy(_ => random.Next()).Concat([total, 1]).ToArray();
            var sum = 0L;
            foreach (var repeat in sent)
            {
                sum += Give(repeat, Start, group: 100 + round, end: random.Next(5) == 0 ? 1 : 0).Count;
            }

            Assert.Equal(total, sum);
        }
    }

    [Fact]
    public void Duplicate_Message_TouchesNoCombo()
    {
        var first = Gift(3, 1, 0);
        Assert.Equal(DropReason.None, Map(first, 50, Start, out _));
        Assert.Equal(DropReason.Duplicate, Map(first, 50, Start + 9_000, out _));

        // The duplicate is no progress: the combo is idle since its first message.
        Assert.Equal(3, Close(Start + 10_000)!.Total);
    }

    [Fact]
    public void Closed_ByTimeout_ThenRealEnd_AddsOnlyTheRest()
    {
        Give(3, Start);
        var closed = Close(Start + 10_000)!;
        Assert.Equal((0L, 3L, true, true), (closed.Count, closed.Total, closed.Ended, closed.Derived));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Start + 10_000), closed.UpstreamTime);
        Assert.Equal(EventTimeSource.ResponseNow, closed.UpstreamTimeSource);
        var end = Give(5, Start + 10_500, end: 1);
        Assert.Equal((2L, 5L, true, false), (end.Count, end.Total, end.Ended, end.Derived));
        Assert.Equal(closed.ComboId, end.ComboId);
        Assert.Null(Close(Start + Hour));
    }

    [Fact]
    public void Closed_Twice_HasTwoIds()
    {
        Give(3, Start);
        var first = Close(Start + 10_000)!;
        Give(4, Start + 11_000);
        var second = Close(Start + 21_000)!;
        Assert.NotEqual(first.EventId, second.EventId, StringComparer.Ordinal);
        Assert.EndsWith("-end-3", first.EventId, StringComparison.Ordinal);
        Assert.EndsWith("-end-4", second.EventId, StringComparison.Ordinal);
    }

    [Fact]
    public void Ended_AgainLater_IsRememberedForAnHourFromThen()
    {
        Give(4, Start, end: 1);
        Give(6, Start + Hour - 1_000, end: 1);

        // Another combo's end makes the ledger look for what it may forget: the first end is older than an hour, the second is not.
        Give(1, Start + Hour + 1_000, group: 2, end: 1);
        Assert.Equal(0, Give(6, Start + Hour + 2_000).Count);
        Give(1, Start + (2 * Hour) + 2_000, group: 3, end: 1);
        Assert.Equal(6, Give(6, Start + (2 * Hour) + 2_000).Count);
    }

    [Fact]
    public void Ended_TheSameOverAndOver_TakesNoMemory()
    {
        Give(1, Start, group: 1, end: 1);
        for (var i = 0; i < 3 * GiftLedger.MostEnded; i++)
        {
            Give(1, Start + 1, group: 2, end: 1);
        }

        // The others are still remembered: one combo that ends again and again pushes nobody out.
        Assert.Equal(0, Give(1, Start + 2, group: 1).Count);
    }

    [Fact]
    public void Open_WhileItsTombstoneIsForgotten_GoesOnCounting()
    {
        Give(4, Start, end: 1);
        Give(5, Start + Hour - 5_000);
        Give(1, Start + Hour + 1_000, group: 2, end: 1);
        Assert.Equal(1, Give(6, Start + Hour + 2_000).Count);
    }

    [Fact]
    public void Clock_WithoutResponseNow_IsTheMessagesOwn()
    {
        Assert.Equal(DropReason.None, Map(Join(Sub(1, Int(4, Start)), Gift(2, 1, 0)), ++_msgId, 0, out _));
        Assert.Null(Close(0));
        Assert.Null(Close(Start + 9_999));
        Assert.NotNull(Close(Start + 10_000));
    }

    [Fact]
    public void Clock_GoesBack_ClosesNothingEarly()
    {
        Give(2, Start);
        Give(3, Start - 5_000);
        Assert.Null(Close(Start + 9_999));
        Assert.NotNull(Close(Start + 10_000));
    }

    [Fact]
    public void NoGiftEver_NothingToClose() => Assert.Null(Close(Start));

    [Fact]
    public void Values_Huge_StayWithinBounds()
    {
        var e = Give(long.MaxValue, Start, diamonds: int.MaxValue);
        Assert.Equal((int.MaxValue, (long)int.MaxValue * int.MaxValue), (e.Count, e.Value));
        Assert.Equal(0, Give(long.MinValue, Start).Count);
    }

    private GiftEvent Give(long repeat, long now, long group = 1, long end = 0, int diamonds = 1)
    {
        Assert.Equal(DropReason.None, Map(Gift(repeat, group, end, diamonds), ++_msgId, now, out var e));
        return e!;
    }

    private DropReason Map(byte[] payload, long msgId, long now, out GiftEvent? e)
    {
        var message = new MessageView { Kind = MessageKind.Gift, Method = "WebcastGiftMessage"u8, MsgId = msgId, Payload = payload };
        var reason = _events.TryMap(message, now, CorpusPath.Received, 1_000, out var view);
        e = reason == DropReason.None ? (GiftEvent)LiveEvents.From(view) : null;
        return reason;
    }

    private GiftEvent? Close(long now) => _events.TryCloseIdleCombo(now, CorpusPath.Received, out var view) ? (GiftEvent)LiveEvents.From(view) : null;

    private static byte[] Gift(long repeat, long group, long end, int diamonds = 1)
        => Join(Int(2, 463), Int(5, repeat), Sub(7, Int(1, 42)), Int(9, end), Int(11, group), Sub(15, Int(10, 1), Int(12, diamonds)));
}
