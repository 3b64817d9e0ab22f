using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Polling.Fakes;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class PollingSessionTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ArmedTime _time = new();
    private readonly RecordingListener _listener = new();
    private readonly ScriptedFetcher _fetcher;

    public PollingSessionTests() => _fetcher = new ScriptedFetcher(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_Answer_IsTheFrameThatASocketWouldBring()
    {
        _fetcher.Answers("c1", chats: [11, 12]);
        await using var session = await OpenAsync(ResumePoint.None);
        using var message = await session.ReceiveAsync(Token);

        Assert.True(FrameReader.TryRead(message.Bytes, out var frame));
        Assert.Equal((FrameKind.Msg, 1UL, false), (frame.Kind, frame.LogId, frame.Gzip));
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(frame.Payload, 10, out var response));
        Assert.Equal((true, 2, "c1"), (response.NeedAck, response.MessageCount, System.Text.Encoding.UTF8.GetString(response.Cursor)));
        Assert.Equal(_time.GetUtcNow(), message.ReceivedAt);
        Assert.Single(_listener.Lines, line => line.StartsWith("frame ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receive_NextPoll_ComesAnIntervalLaterWithTheCursorOfTheDurableAnswer()
    {
        _fetcher.Answers("c1", chats: 11).Answers("c2", chats: 12);
        await using var session = await OpenAsync(new ResumePoint("c0", "e0"));
        await ReadAsync(session, ack: 1);
        var reading = ReadAsync(session, ack: 2);
        await _time.AdvanceWhenArmedAsync(Interval - TimeSpan.FromMilliseconds(1), Token);
        Assert.Single(_fetcher.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await reading.Soon();

        Assert.Equal([new ResumePoint("c0", "e0"), new ResumePoint("c1", "ext of c1")], _fetcher.Asked);
        Assert.Equal("c2", session.Behind.Cursor);
    }

    [Theory]
    [InlineData(5_000, 5)]
    [InlineData(500, 2)]
    [InlineData(86_400_000, 60)]
    [InlineData(-1, 2)]
    public async Task Receive_AnswerNamesAnInterval_TheLongerOneRulesButNotForHours(long told, int seconds)
    {
        _fetcher.Answers("c1", told);
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: 1);
        var reading = ReadAsync(session, ack: 2);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1), Token);
        Assert.Single(_fetcher.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await reading.Soon();
    }

    [Fact]
    public async Task Receive_AnswerNotDurable_IsNotAskedBehind()
    {
        _fetcher.Answers("c1", chats: 11).Answers("c2");
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: null);
        var reading = ReadAsync(session, ack: null);
        await _time.AdvanceWhenArmedAsync(Interval, Token);
        await _time.AdvanceWhenArmedAsync(PollingSession.MostUnsettled - TimeSpan.FromMilliseconds(1), Token);
        Assert.Single(_fetcher.Asked);

        session.Send(FrameWriter.Ack(1, "x"u8));
        await reading.Soon();
        Assert.Equal("c1", _fetcher.Asked[1].Cursor);
    }

    [Fact]
    public async Task Receive_BrokerAwayForLong_GoesOnBehindWhatIsInFlight()
    {
        _fetcher.Answers("c1", chats: 11).Answers("c2");
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: null);
        var reading = ReadAsync(session, ack: null);
        await _time.AdvanceWhenArmedAsync(Interval, Token);
        await _time.AdvanceWhenArmedAsync(PollingSession.MostUnsettled, Token);
        await reading.Soon();

        Assert.Equal("c1", _fetcher.Asked[1].Cursor);
    }

    [Fact]
    public async Task Send_AckOfAnEarlierAnswer_DoesNotSettleTheLast()
    {
        _fetcher.Answers("c1").Answers("c2").Answers("c3");
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: 1);
        var second = ReadAsync(session, ack: 1);
        await _time.AdvanceWhenArmedAsync(Interval, Token);
        await second.Soon();
        var third = ReadAsync(session, ack: null);
        await _time.AdvanceWhenArmedAsync(Interval, Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(1), Token);
        Assert.Equal(2, _fetcher.Asked.Count);

        session.Send(new byte[] { 0xff });
        session.Send(FrameWriter.Ack(2, "x"u8));
        await third.Soon();
    }

    [Theory]
    [InlineData("", "t-1_r-5", MessageLink.Unknown)]
    [InlineData("t-1_r-5", "t-2_r-9", MessageLink.Follows)]
    [InlineData("t-1_r-5", "fh-8_t-2_r-9", MessageLink.Anew)]
    [InlineData("fh-8_t-1_r-5", "fh-8_t-2_r-9", MessageLink.Follows)]
    [InlineData("fh-3_t-1_r-5", "d-1_fh-8_t-2_r-9", MessageLink.Anew)]
    [InlineData("t-1_r-5", "", MessageLink.Follows)]
    public async Task Receive_Answer_SaysWhetherItWentOn(string asked, string answered, object link)
    {
        _fetcher.Answers(answered);
        await using var session = await OpenAsync(new ResumePoint(asked, "e"));
        using var message = await session.ReceiveAsync(Token);

        Assert.Equal((MessageLink)link, message.Link);
        Assert.Equal(answered.Length > 0 ? answered : asked, session.Behind.Cursor);
    }

    [Fact]
    public async Task Receive_AnswerThatIsNoProtobuf_GoesToTheReaderAndTheNextPollBeginsAnew()
    {
        _fetcher.Bytes(0x0a, 0xff).Answers("c2");
        await using var session = await OpenAsync(new ResumePoint("c0", "e0"));
        using (var message = await session.ReceiveAsync(Token))
        {
            Assert.True(FrameReader.TryRead(message.Bytes, out var frame));
            Assert.Equal(DropReason.BadResponse, ResponseReader.TryOpen(frame.Payload, 10, out _));
        }

        session.Send(FrameWriter.Ack(1, default));
        var reading = ReadAsync(session, ack: 2);
        await _time.AdvanceWhenArmedAsync(Interval, Token);
        await reading.Soon();
        Assert.False(_fetcher.Asked[1].HasCursor);
    }

    [Fact]
    public async Task Receive_PollRefused_EndsWithItsReason()
    {
        _fetcher.Answers("c1").Refuses(CloseReason.RateLimited);
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: 1);
        var reading = session.ReceiveAsync(Token).AsTask();
        await _time.AdvanceWhenArmedAsync(Interval, Token);

        Assert.Equal(CloseReason.RateLimited, (await reading.Soon()).ClosedBecause);
        Assert.Equal(CloseReason.RateLimited, (await session.ReceiveAsync(Token)).ClosedBecause);
    }

    [Fact]
    public async Task Abort_WhileWaiting_EndsTheReadWithItsReason_AndTheFirstWins()
    {
        _fetcher.Answers("c1");
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: 1);
        var reading = session.ReceiveAsync(Token).AsTask();
        session.Abort(CloseReason.Upgraded);
        session.Abort(CloseReason.Stopped);

        Assert.Equal(CloseReason.Upgraded, (await reading.Soon()).ClosedBecause);
    }

    [Fact]
    public async Task Receive_Cancelled_IsStopped()
    {
        _fetcher.Answers("c1");
        await using var session = await OpenAsync(ResumePoint.None);
        await ReadAsync(session, ack: 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = session.ReceiveAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        Assert.Equal(CloseReason.Stopped, (await reading.Soon()).ClosedBecause);
        await session.DisposeAsync();
        await session.DisposeAsync();
        session.Abort(CloseReason.Stopped);
    }

    [Fact]
    public async Task Connect_FirstPollRefused_IsARefusal_ButOneTooLargeIsForTheReader()
    {
        _fetcher.Refuses(CloseReason.DeviceBlocked).Refuses(CloseReason.MessageTooLarge);
        var connector = new PollingSessionConnector(_fetcher, Interval, _listener, _time);
        var refused = await connector.ConnectAsync(ResumePoint.None, Token);
        Assert.Equal((null, CloseReason.DeviceBlocked, "why"), (refused.Session, refused.Reason, refused.Detail));

        await using var session = (await connector.ConnectAsync(ResumePoint.None, Token)).Session!;
        Assert.Equal(CloseReason.MessageTooLarge, (await session.ReceiveAsync(Token)).ClosedBecause);
    }

    private async Task<PollingSession> OpenAsync(ResumePoint resume)
        => (PollingSession)(await new PollingSessionConnector(_fetcher, Interval, _listener, _time).ConnectAsync(resume, Token)).Session!;

    private static async Task ReadAsync(PollingSession session, ulong? ack)
    {
        using var message = await session.ReceiveAsync(Token);
        Assert.False(message.IsClosed);
        if (ack is { } id)
        {
            session.Send(FrameWriter.Ack(id, "x"u8));
        }
    }
}
