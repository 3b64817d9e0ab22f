using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>The room API's word as a derived event, and which cursor a frame moves its room to.</summary>
public sealed class RoomCardsTests
{
    private readonly PipelineRig _rig = new();

    [Theory]
    [InlineData(RoomStatus.Live, "a", RoomStatus.Live, "a", true)]
    [InlineData(RoomStatus.Live, "a", RoomStatus.Live, "b", false)]
    [InlineData(RoomStatus.Live, "a", RoomStatus.Ended, "a", false)]
    [InlineData(RoomStatus.Paused, "a", RoomStatus.Live, "a", false)]
    [InlineData(RoomStatus.Live, "", RoomStatus.Live, "\n", false)]
    public void EventId_IsMadeOfStatusAndTitle(RoomStatus status, string title, RoomStatus otherStatus, string otherTitle, bool same)
    {
        var one = RoomCards.EventId(7, Card(status, title));
        Assert.Equal(same, one == RoomCards.EventId(7, Card(otherStatus, otherTitle)));
        Assert.NotEqual(one, RoomCards.EventId(8, Card(status, title)));
        Assert.Matches("^7-info-[0-9a-f]{16}$", one);
    }

    [Fact]
    public void EventId_DoesNotDependOnFiguresThatAlwaysChange()
        => Assert.Equal(RoomCards.EventId(7, Card(RoomStatus.Live, "a")), RoomCards.EventId(7, Card(RoomStatus.Live, "a") with { Online = 9, LikeTotal = 9 }));

    [Fact]
    public void Publish_IsADeliveryLikeAnyOther()
    {
        var cards = new RoomCards(_rig.Sink, _rig.Listener, _rig.Time);
        cards.Publish(Card(RoomStatus.Live, "a"), _rig.Broadcast);
        cards.Publish(Card(RoomStatus.Live, "a"), _rig.Broadcast);
        Assert.Single(_rig.Sink.Published);
        Assert.Equal((1, 100L), (_rig.Broadcast.Watermark.Pending, _rig.Budget.Bytes));
        Assert.Equal([$"event {(int)EventKind.Room}"], _rig.Listener.Lines);
        Assert.Equal(ResumePoint.None, _rig.Broadcast.Watermark.Resume);

        _rig.Sink.ConfirmAll();
        Assert.Equal((0, 0L), (_rig.Broadcast.Watermark.Pending, _rig.Budget.Bytes));
    }

    [Fact]
    public async Task Publish_UnconfirmedCard_HoldsBackTheAcksBehindIt()
    {
        new RoomCards(_rig.Sink, _rig.Listener, _rig.Time).Publish(Card(RoomStatus.Live, "a"), _rig.Broadcast);
        var (_, session) = await _rig.ReadAllAsync(Wire.Chats(1, 11));
        Assert.True(_rig.Sink.Confirm("-11"));
        Assert.Empty(session.Sent);
        _rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(1)], session.Sent);
    }

    [Theory]
    [InlineData("c", "e", "c")]
    [InlineData("c", "", "c")]
    [InlineData("", "", "of the response")]
    [InlineData("", "e", "of the response")]
    [InlineData("c", "a:b|wss_msg_type:wrds|c:d", "c", true)]
    [InlineData("c", "wss_msg_type:r", "c")]
    public void Cursor_OfAFrame(string cursor, string internalExt, string expected, bool sticky = false)
    {
        Assert.True(FrameReader.TryRead(Wire.Plain(1, [], cursor.Length == 0 ? null : cursor, internalExt.Length == 0 ? null : internalExt), out var frame));
        Assert.Equal(default, ResponseReader.TryOpen(frame.Payload, 10, out var response));
        var read = System.Text.Encoding.UTF8.GetString(FramePosition.Cursor(frame, response));
        Assert.Equal(expected == "of the response" ? "r1" : expected, read);
        var ext = FramePosition.InternalExt(frame, response);
        Assert.Equal(internalExt.Length == 0 ? "x1" : internalExt, System.Text.Encoding.UTF8.GetString(ext));
        Assert.Equal(sticky, FramePosition.IsSticky(ext));
    }

    private static RoomCard Card(RoomStatus status, string title) => new() { LiveId = "732001", RoomId = Wire.RoomId, Status = status, Title = title, Online = 1 };
}
