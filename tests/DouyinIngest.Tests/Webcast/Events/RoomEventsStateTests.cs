using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Events;

/// <summary>What is captured of a room's memory, and that what is restored goes on the same.</summary>
public sealed class RoomEventsStateTests
{
    private const long Start = 1_777_000_000_000;
    private const long Hour = 3_600_000;

    [Fact]
    public void Capture_NewRoom_IsEmpty()
    {
        var state = new RoomEvents(7, new EventOptions()).Capture(Start, 100);

        Assert.Equal((0, 0, 0, 0, 0), (state.EventIds.Length, state.OmittedIds, state.Versions.Length, state.OpenCombos.Length, state.EndedCombos.Length));
    }

    [Fact]
    public void Capture_ManyIds_LeavesOutTheOldestAndSaysHowMany()
    {
        var events = new RoomEvents(7, new EventOptions());
        for (var id = 1; id <= 300; id++)
        {
            Like(events, id, Start);
        }

        var state = events.Capture(Start, 200);

        Assert.Equal((200, 100), (state.EventIds.Length, state.OmittedIds));
        var after = new RoomEvents(7, new EventOptions(), state, Start);
        Assert.Equal(DropReason.None, Like(after, 100, Start));
        Assert.Equal(DropReason.Duplicate, Like(after, 101, Start));
        Assert.Equal(DropReason.Duplicate, Like(after, 300, Start));
    }

    [Fact]
    public void Capture_QuietForLong_KeepsTheLastAndCallsNoneCut()
    {
        var events = new RoomEvents(7, new EventOptions());
        for (var id = 1; id <= 1000; id++)
        {
            Like(events, id, Start);
        }

        var state = events.Capture(Start + Hour, 10_000);

        Assert.InRange(state.EventIds.Length, RoomEvents.LeastCaptured, RoomEvents.LeastCaptured + 15);
        Assert.Equal(0, state.OmittedIds);
    }

    [Fact]
    public void Capture_IsACopy()
    {
        var ledger = new GiftLedger(new EventOptions());
        Give(ledger, 3, Start);
        var state = ledger.CaptureOpen();
        Give(ledger, 9, Start + 5);

        Assert.Equal((3, Start), (state[0].Total, state[0].LastProgress));
    }

    [Fact]
    public void StickyVersions_Restored_KnowStaleAndSame()
    {
        var versions = new StickyVersions();
        versions.Set(State("sub", 10));
        versions.Set(State("", 20));
        var after = new StickyVersions();
        after.Restore(versions.Capture());

        Assert.Equal(DropReason.Duplicate, after.Check(State("sub", 10)));
        Assert.Equal(DropReason.StaleState, after.Check(State("", 19)));
        Assert.Equal(DropReason.None, after.Check(State("", 21)));
        Assert.Equal(DropReason.None, after.Check(State("other", 1)));
    }

    [Fact]
    public void StickyVersions_RestoredTooMany_StaysBounded()
    {
        var after = new StickyVersions();
        after.Restore([.. Enumerable.Range(0, 5000).Select(static i => new StickyVersionState((ulong)i, 1))]);

        Assert.Equal(StickyVersions.MostKeys, after.Capture().Length);
    }

    [Fact]
    public void Ledger_Restored_ClosesIdleCombosWithWhatTheyWere()
    {
        var before = new GiftLedger(new EventOptions());
        Give(before, 3, Start);
        var after = new GiftLedger(new EventOptions());
        after.Restore(before.CaptureOpen(), before.CaptureEnded());

        LiveEventView view = default;
        Assert.False(after.TryCloseIdle(Start + 9_999, new EventIdWriter(7), ref view));
        Assert.True(after.TryCloseIdle(Start + 10_000, new EventIdWriter(7), ref view));
        Assert.Equal((3, 685, 10, 5), (view.GiftTotal, view.GiftId, view.Diamonds, view.User.Id));
        Assert.True(view.GiftName.SequenceEqual("flower"u8));
        Assert.False(view.ToUser.Present);
    }

    [Fact]
    public void Ledger_Restored_ForgetsEndedCombosByWhenTheyEndedLast()
    {
        var before = new GiftLedger(new EventOptions());
        Give(before, 3, Start, group: 1, end: 1);
        Give(before, 3, Start + 1000, group: 2, end: 1);
        Give(before, 4, Start + 2000, group: 1, end: 1);
        Assert.Equal([Start + 2000, Start + 1000], before.CaptureEnded().Select(static e => e.Time));
        var after = new GiftLedger(new EventOptions());
        after.Restore(before.CaptureOpen(), before.CaptureEnded());

        // Makes the ledger look: the second is older than an hour, the first ended again since.
        Give(after, 1, Start + Hour + 1500, group: 9, end: 1);

        Assert.Equal([Start + 2000, Start + Hour + 1500], after.CaptureEnded().Select(static e => e.Time));
    }

    [Fact]
    public void Ledger_RestoredSameComboTwice_KeepsOne()
    {
        var after = new GiftLedger(new EventOptions());
        after.Restore([], [new EndedComboState(1, 5, Start), new EndedComboState(1, 6, Start + 1)]);

        Assert.Single(after.CaptureEnded());
    }

    private static DropReason Like(RoomEvents events, long id, long now)
    {
        var path = Message("WebcastLikeMessage", id, Int(2, 1));
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(path, 10, out var reader));
        Assert.True(reader.Next(out var message));
        return events.TryMap(message, now, now, 1000, out _);
    }

    private static MessageView State(string subKey, ulong version) => new()
    {
        Method = "WebcastRoomStatsMessage"u8,
        Sticky = true,
        WrdsVersion = version,
        WrdsSubKey = System.Text.Encoding.UTF8.GetBytes(subKey),
    };

    private static void Give(GiftLedger ledger, long total, long serverTime, long group = 1, int end = 0)
    {
        var gift = new GiftView { Combo = true, RepeatCount = total, GroupId = group, RepeatEnd = end };
        var view = new LiveEventView { Kind = EventKind.Gift, GiftId = 685, Diamonds = 10, GiftName = "flower"u8 };
        view.User.Present = true;
        view.User.Id = 5;
        ledger.Count(gift, 1, serverTime, ref view);
    }
}
