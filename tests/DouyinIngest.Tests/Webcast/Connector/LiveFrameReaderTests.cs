using DouyinIngest.Tests.Corpus;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Connector;

/// <summary>What each frame comes to: events, ack, where to go on, and whether the session ends.</summary>
public sealed class LiveFrameReaderTests
{
    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeMilliseconds(CorpusPath.Received);

    private readonly RecordingListener _listener = new();
    private readonly LiveFrameReader _reader;

    public LiveFrameReaderTests()
        => _reader = new LiveFrameReader(new RoomEvents(7, new EventOptions()), new FrameInflater(new FrameOptions { MaxMessages = 5 }), _listener);

    [Fact]
    public void Msg_HeadersWinOverTheResponse()
    {
        var outcome = Read(Frame(Gzip(Join(Like(1), Text(2, "theirs"), Text(5, "their-ext"), Int(9, 1))), cursor: "ours"));
        Assert.Equal(new ResumePoint("ours", "internal_src:pushserver|wss_msg_type:r"), outcome.Resume);
        Assert.Equal(FrameWriter.Ack(9, "internal_src:pushserver|wss_msg_type:r"u8), outcome.Ack);
        Assert.Equal(7, Assert.IsType<LikeEvent>(Assert.Single(outcome.Events!)).RoomId);
        Assert.Equal((DropReason.None, null), (outcome.Unreadable, outcome.End));
        Assert.Equal(["event 3"], _listener.Lines);
    }

    [Fact]
    public void Msg_WithoutHeaders_TheResponseTells()
    {
        var bytes = Join(Text(7, "msg"), Int(2, 5), Raw(8, Join(Like(1), Text(2, "theirs"), Text(5, "their-ext"), Int(9, 1))));
        var outcome = Read(bytes);
        Assert.Equal(new ResumePoint("theirs", "their-ext"), outcome.Resume);
        Assert.Equal(FrameWriter.Ack(5, "their-ext"u8), outcome.Ack);
    }

    [Fact]
    public void Msg_NoAckWantedNoCursorToldNothingInIt_IsNothing()
        => Assert.Equal(default, Read(Frame(Gzip(Int(4, CorpusPath.Now)))));

    [Fact]
    public void Msg_Unreadable_SaysWhyAndKeepsAnAckForGivingUp()
    {
        var outcome = Read(Frame([0x1f, 0x8b, 1, 2, 3]));
        Assert.Equal(DropReason.BadCompression, outcome.Unreadable);
        Assert.Equal(FrameWriter.Ack(9, "internal_src:pushserver|wss_msg_type:r"u8), outcome.Ack);
        Assert.Null(outcome.Events);
        Assert.Equal(DropReason.BadResponse, Read(Frame(Gzip([0x0a]))).Unreadable);
        Assert.Equal(DropReason.TooManyMessages, Read(Frame(Gzip(Join([.. Enumerable.Range(1, 6).Select(Like)])))).Unreadable);
        Assert.Equal(DropReason.BadEnvelope, Read([0x0a]).Unreadable);
        Assert.Empty(_listener.Lines);
    }

    [Fact]
    public void Msg_Drops_AreToldOneByOne()
    {
        var outcome = Read(Frame(Gzip(Join(Like(1), Like(1), Message("WebcastNewThing", 3, []), Message("WebcastChatMessage", 4, [0x0a, 0x7f])))));
        Assert.Single(outcome.Events!);
        Assert.Equal(["event 3", "dropped Duplicate", "dropped UnknownMethod", "dropped BadMessage"], _listener.Lines);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void Control_OnlyTheEndEndsTheSession(int action, bool ends)
    {
        var outcome = Read(Frame(Gzip(Join(Message("WebcastControlMessage", 1, Int(2, action)), Like(2)))));
        Assert.Equal(2, outcome.Events!.Count);
        Assert.Equal(ends ? CloseReason.BroadcastEnded : null, outcome.End);
    }

    [Fact]
    public void Close_WhatItCarriesCounts()
    {
        Assert.Equal(new FrameOutcome { End = CloseReason.CloseFrame }, Read(Frame([], type: "close")));
        var last = Read(Frame(Gzip(Like(1)), type: "close"));
        Assert.Single(last.Events!);
        Assert.Equal(CloseReason.CloseFrame, last.End);
        var ended = Read(Frame(Gzip(Message("WebcastControlMessage", 2, Int(2, 3))), type: "close"));
        Assert.Equal(CloseReason.BroadcastEnded, ended.End);
        var broken = Read(Frame([0x1f, 0x8b, 1], type: "close"));
        Assert.Equal((DropReason.None, CloseReason.CloseFrame), (broken.Unreadable, broken.End));
    }

    [Theory]
    [InlineData("hb", 0)]
    [InlineData("reconnect", 1)]
    public void OtherTypes_AreNothingAndUnknownOnesAreCounted(string type, int rejected)
    {
        Assert.Equal(default, Read(Frame(Gzip(Like(1)), type: type)));
        Assert.Equal(rejected, _listener.Count("rejected UnknownPayloadType"));
    }

    [Fact]
    public void Combo_IdleForTenSecondsOfTheServersClock_IsClosedBehindTheFramesEvents()
    {
        var gift = Join(Int(2, 463), Int(5, 3), Sub(7, Int(1, 42)), Int(11, 1), Sub(15, Int(10, 1)));
        Read(Frame(Gzip(Join(Message("WebcastGiftMessage", 1, gift), Int(4, CorpusPath.Now)))));
        var outcome = Read(Frame(Gzip(Join(Like(2), Int(4, CorpusPath.Now + 10_000)))));
        Assert.Equal(2, outcome.Events!.Count);
        Assert.IsType<LikeEvent>(outcome.Events[0]);
        var closed = Assert.IsType<GiftEvent>(outcome.Events[1]);
        Assert.Equal((true, true, 0L, 3L), (closed.Derived, closed.Ended, closed.Count, closed.Total));
    }

    [Fact]
    public void Unreadable_ThreeTimesInARowAtOnePlace_IsGivenUp()
    {
        var frames = new UnreadableFrames();
        Assert.Equal([false, false, true, true], new[] { "a", "a", "a", "a" }.Select(frames.GiveUp));
        Assert.Equal([false, false, false, false, true], new[] { "b", "b", "a", "a", "a" }.Select(frames.GiveUp));
    }

    private static byte[] Like(int id) => Message("WebcastLikeMessage", id, Int(2, 1));

    private FrameOutcome Read(byte[] bytes) => _reader.Read(bytes, Received);
}
