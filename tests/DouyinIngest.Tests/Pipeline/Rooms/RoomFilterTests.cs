using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>What a filter leaves out of a room: it settles, acks and the place go on, and gift totals are as without it.</summary>
public sealed class RoomFilterTests
{
    private const long Now = 1_777_000_000_000;

    private static readonly FilterRules DropHello = new() { Lists = [new WordList("drop", WordAction.Drop, ["hello"])] };
    private static readonly FilterRules FromTen = new() { MinGiftValue = 10 };

    [Fact]
    public async Task Chat_Dropped_IsCountedAckedAndForgottenByNothing()
    {
        var rig = Rig(DropHello);

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11, 12), Wire.Msg(2, [Wire.Chat(13, "hi"), Wire.Chat(11)]));

        Assert.Equal(["Chat hi"], rig.Sink.Lines);
        Assert.Equal((2, 1), (rig.Listener.Count("dropped FilteredWord"), rig.Listener.Count("dropped Duplicate")));
        Assert.Equal((1L, 2L), (rig.Counters.EventsOf(EventKind.Chat), rig.Counters.Filtered));
        Assert.Equal([Wire.Ack(1), Wire.Ack(2)], session.Sent);
        Assert.Equal(("c2", 0), (rig.Pipeline.Resume.Cursor, rig.Broadcast.Watermark.Pending));
        Assert.Empty(rig.Sink.DeadLetters);
    }

    [Fact]
    public async Task Chat_MaskedAndTagged_IsPublishedSo()
    {
        var rig = Rig(new FilterRules { Lists = [new WordList("contact", WordAction.Mask, ["vx"]), new WordList("greeting", WordAction.Tag, ["hi"])] });

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11, "hi VX"), Wire.Chat(12, "hi"), Wire.Chat(13, "ho")]));

        Assert.Equal(["Chat hi ** [contact] [greeting]", "Chat hi [greeting]", "Chat ho"], rig.Sink.Lines);
        Assert.Equal((1, 2, 3), (rig.Listener.Count("masked"), rig.Listener.Count("tagged"), rig.Listener.Count("event 1")));
    }

    [Fact]
    public async Task Gifts_BelowTheLeastValue_TheFirstThatReachesItCountsThoseBefore()
    {
        var rig = Rig(FromTen);

        await rig.ReadAllAsync(
            Wire.Msg(1, [Wire.Combo(11, 3, diamonds: 1), Wire.Combo(12, 9, diamonds: 1)], now: Now),
            Wire.Msg(2, [Wire.Combo(13, 12, diamonds: 1), Wire.Combo(14, 15, diamonds: 1), Wire.Combo(15, 15, end: true, diamonds: 1)], now: Now));

        Assert.Equal(["gift 12/12", "gift 3/15", "gift 0/15"], rig.Sink.Lines);
        Assert.Equal(2, rig.Listener.Count("dropped FilteredValue"));
    }

    [Fact]
    public async Task Gifts_BelowTheLeastValueToTheEnd_AreNotPublished_TheirTimeOutNeither()
    {
        var rig = Rig(FromTen);

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Combo(11, 3, diamonds: 1)], now: Now), Wire.Msg(2, [Wire.Chat(12)], now: Now + 60_000));

        Assert.Equal(["Chat hello"], rig.Sink.Lines);
        Assert.Equal(2, rig.Listener.Count("dropped FilteredValue"));
    }

    [Fact]
    public async Task Gifts_BelowTheLeastValue_ASuccessorCountsThoseBeforeItToo()
    {
        var before = Rig(FromTen);
        await before.ReadAllAsync(Wire.Msg(1, [Wire.Combo(11, 9, diamonds: 1)], now: Now));
        var place = before.Pipeline.CaptureFinal(RoomCheckpoint.Types.Closed.Moved);

        var after = new PipelineRig(from: place, filter: FromTen) { Sink = { Confirming = true } };
        await after.ReadAllAsync(Wire.Msg(2, [Wire.Combo(12, 12, diamonds: 1)], now: Now));

        Assert.Empty(before.Sink.Lines);
        Assert.Equal(["gift 12/12"], after.Sink.Lines);
    }

    [Fact]
    public async Task Filter_OfTheRoom_AddsToTheServices()
    {
        var filter = new RoomFilter(new EventFilter(new FilterRules { ExcludedKinds = [EventKind.Enter] }), DropHello);
        Assert.Equal((true, false), (filter.Wants(EventKind.Chat), filter.Wants(EventKind.Enter)));
        Assert.Equal([DropReason.FilteredKind, DropReason.FilteredWord, DropReason.None], Results(filter));

        filter.Use(new FilterRules { Kinds = [EventKind.Chat, EventKind.Enter] });
        Assert.Equal([DropReason.FilteredKind, DropReason.None, DropReason.FilteredKind], Results(filter));
        Assert.False(filter.Wants(EventKind.Like));

        filter.Use(null);
        Assert.Equal([DropReason.FilteredKind, DropReason.None, DropReason.None], Results(filter));

        var rig = new PipelineRig();
        await rig.ReadAllAsync(Wire.Chats(1, 11));
        Assert.Equal(["Chat hello"], rig.Sink.Lines);
    }

    [Fact]
    public void Filter_MaskedByTheService_StaysMaskedThoughTheRoomsOnlyTags()
    {
        var filter = new RoomFilter(
            new EventFilter(new FilterRules { Lists = [new WordList("a", WordAction.Mask, ["vx"])] }), new FilterRules { Lists = [new WordList("b", WordAction.Tag, ["hi"])] });
        var e = new LiveEventView { Kind = EventKind.Chat, Content = "hi vx"u8 };

        Assert.Equal(new FilterVerdict(DropReason.None, Masked: true, Tagged: true), filter.Apply(ref e));
        Assert.Equal("hi **"u8, e.Content);
    }

    private static DropReason[] Results(RoomFilter filter) => [.. new[] { EventKind.Enter, EventKind.Chat, EventKind.Like }.Select(kind =>
    {
        var e = new LiveEventView { Kind = kind, Content = "hello"u8 };
        return filter.Apply(ref e).Dropped;
    })];

    private static PipelineRig Rig(FilterRules rules) => new(filter: rules) { Sink = { Confirming = true } };
}
