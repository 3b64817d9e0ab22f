using DouyinIngest.Tests.Corpus;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Filters;

/// <summary>A filter in a connector: what it leaves out reaches no callback, is counted, and does not hold the frame's ack back.</summary>
public sealed class ConnectorFilterTests
{
    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeMilliseconds(CorpusPath.Received);

    private readonly RecordingListener _listener = new();

    [Fact]
    public void Frame_OfWhichAllIsLeftOut_IsAcknowledgedAllTheSame()
    {
        var outcome = Read(new FilterOptions().OnlyKinds(EventKind.Chat), Like(1), Like(2));

        Assert.Null(outcome.Events);
        Assert.NotNull(outcome.Ack);
        Assert.Equal(["dropped FilteredKind", "dropped FilteredKind"], _listener.Lines);
    }

    [Fact]
    public void Chat_WithASensitiveWord_IsIgnored()
    {
        var outcome = Read(new FilterOptions().DropWords("敏感词1", "敏感词2"), Chat(1, "主播好"), Chat(2, "说敏感词２吧"), Chat(3, "再见"));

        Assert.Equal(["主播好", "再见"], outcome.Events!.Cast<ChatEvent>().Select(chat => chat.Content));
        Assert.Equal(["event 1", "dropped FilteredWord", "event 1"], _listener.Lines);
    }

    [Fact]
    public void Chat_MaskedAndTagged_IsCountedAndHandedOn()
    {
        var outcome = Read(new FilterOptions().MaskWords("vx").TagWords("ads", "加"), Chat(1, "加V\u200BX"), Chat(2, "加油"));

        Assert.Equal(["加**", "加油"], outcome.Events!.Cast<ChatEvent>().Select(chat => chat.Content));
        Assert.Equal(["ads mask", "ads"], outcome.Events!.Cast<ChatEvent>().Select(chat => string.Join(' ', chat.Matched)));
        Assert.Equal(["masked", "tagged", "event 1", "tagged", "event 1"], _listener.Lines);
    }

    [Fact]
    public void RoomKind_LeftOut_TheEndStillEndsTheSession()
    {
        var outcome = Read(new FilterOptions().WithoutKinds(EventKind.Room), Message("WebcastControlMessage", 1, Int(2, 3)));

        Assert.Null(outcome.Events);
        Assert.Equal(CloseReason.BroadcastEnded, outcome.End);
    }

    [Fact]
    public void Connector_FilterThatCannotBe_IsRefusedAtOnce()
    {
        var options = new LiveRoomOptions();
        options.Filter.BlockUsers("111111");
        Assert.Contains("Filter:BlockedUsers:0", Assert.Throws<ArgumentException>(() => new LiveRoomConnector("123456789", options)).Message, StringComparison.Ordinal);
    }

    private FrameOutcome Read(FilterOptions options, params byte[][] messages)
        => new LiveFrameReader(new RoomEvents(7, new EventOptions()), new FrameInflater(new FrameOptions()), _listener, EventFilter.Of(options))
            .Read(Frame(Gzip(Join([.. messages, Int(9, 1)]))), Received);

    private static byte[] Like(int id) => Message("WebcastLikeMessage", id, Int(2, 1));

    private static byte[] Chat(long id, string content) => Message("WebcastChatMessage", id, Text(3, content));
}
