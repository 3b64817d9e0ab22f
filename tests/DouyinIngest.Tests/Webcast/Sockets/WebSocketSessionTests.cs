using System.Net.WebSockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class WebSocketSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AtOnce_SendsHeartbeat()
    {
        await using var pair = new SessionPair(heartbeatRead: false);

        Assert.Equal([0x3a, 0x02, 0x68, 0x62], await pair.AtServerAsync() ?? []);
        Assert.Equal(1, pair.Listener.Count("heartbeat"));
    }

    [Fact]
    public async Task Receive_OneMessage_GivesItsBytesAndTime()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([1, 2, 3]);

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.False(message.IsClosed);
        Assert.Equal([1, 2, 3], message.Bytes.ToArray());
        Assert.Equal(pair.Time.GetUtcNow(), message.ReceivedAt);
        Assert.Equal(1, pair.Listener.Count("frame 3"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(8192)]
    [InlineData(50_000)]
    public async Task Receive_AnyLength_IsWhole(int length)
    {
        await using var pair = new SessionPair();
        var sent = Pattern(length);
        var sending = pair.ServerSendsAsync(sent);

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        await sending;
        Assert.Equal(sent, message.Bytes.ToArray());
    }

    [Fact]
    public async Task Receive_Fragments_AreOneMessage()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        await pair.ServerSendsAsync([1], end: false);
        await pair.ServerSendsAsync([], end: false);
        await pair.ServerSendsAsync(Pattern(5000), end: false);
        await pair.ServerSendsAsync([9], end: true);

        using var message = await receiving;

        Assert.Equal([1, .. Pattern(5000), 9], message.Bytes.ToArray());
    }

    [Fact]
    public async Task Receive_LastFragmentEmpty_EndsTheMessage()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([1, 2], end: false);
        await pair.ServerSendsAsync([], end: true);

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal([1, 2], message.Bytes.ToArray());
    }

    [Fact]
    public async Task Receive_Text_IsCountedAndSkipped()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([65, 66], type: WebSocketMessageType.Text);
        await pair.ServerSendsAsync([7]);

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal([7], message.Bytes.ToArray());
        Assert.Equal(1, pair.Listener.Count("rejected BadEnvelope"));
    }

    [Fact]
    public async Task Receive_ExactlyTheCap_IsAccepted()
    {
        await using var pair = new SessionPair(maxMessageBytes: 5000);
        await pair.ServerSendsAsync(Pattern(5000));

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal(5000, message.Bytes.Length);
    }

    [Fact]
    public async Task Receive_OneByteOverTheCap_EndsThere()
    {
        await using var pair = new SessionPair(maxMessageBytes: 5000);
        await pair.ServerSendsAsync(Pattern(5001), end: false); // never ends: it must not be waited for

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal(CloseReason.MessageTooLarge, message.ClosedBecause);
        Assert.True(message.IsClosed);
        using var again = await pair.Session.ReceiveAsync(Token).Soon();
        Assert.Equal(CloseReason.MessageTooLarge, again.ClosedBecause);
    }

    [Fact]
    public async Task Receive_ServerCloses_GivesRemoteClosed()
    {
        await using var pair = new SessionPair();
        await pair.Server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token).Soon();

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal(CloseReason.RemoteClosed, message.ClosedBecause);
    }

    [Fact]
    public async Task Receive_WireEndsWithoutClose_GivesRemoteClosed()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        pair.Wire.Dispose();

        using var message = await receiving;

        Assert.Equal(CloseReason.RemoteClosed, message.ClosedBecause);
    }

    [Fact]
    public async Task Receive_BytesThatAreNoWebSocket_GivesUpstreamError()
    {
        await using var pair = new SessionPair();
        await pair.Wire.WriteAsync("HTTP/1.1 500"u8.ToArray(), Token).Soon();

        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.Equal(CloseReason.UpstreamError, message.ClosedBecause);
    }

    [Fact]
    public async Task Receive_Stopped_GivesStoppedAndAcksStillGoOut()
    {
        await using var pair = new SessionPair();
        using var stop = new CancellationTokenSource();
        var receiving = pair.Session.ReceiveAsync(stop.Token).Soon();
        await stop.CancelAsync();

        using var message = await receiving;
        Assert.Equal(CloseReason.Stopped, message.ClosedBecause);

        pair.Session.Send(new byte[] { 1 });
        pair.Session.Send(new byte[] { 2 });
        var disposing = pair.Session.DisposeAsync();
        Assert.Equal([1], await pair.AtServerAsync() ?? []);
        Assert.Equal([2], await pair.AtServerAsync() ?? []);
        Assert.Null(await pair.AtServerAsync());
        await AnswerCloseAsync(pair);
        await disposing.Soon();
    }

    [Fact]
    public async Task Receive_AlreadyStopped_ReadsNothing()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([1]);

        using var message = await pair.Session.ReceiveAsync(new CancellationToken(canceled: true)).Soon();

        Assert.Equal(CloseReason.Stopped, message.ClosedBecause);
    }

    [Fact]
    public async Task Dispose_PeerThatNeverAnswers_IsLeftAfterTwoSeconds()
    {
        await using var pair = new SessionPair();
        pair.Session.Send(new byte[] { 1 });
        var disposing = pair.Session.DisposeAsync();
        Assert.Equal([1], await pair.AtServerAsync() ?? []);
        Assert.Null(await pair.AtServerAsync()); // the close was sent, and is left unanswered
        Assert.False(disposing.IsCompleted);

        await Waiting.UntilAsync(() =>
        {
            pair.Time.Advance(WebSocketSession.CloseTimeout);
            return disposing.IsCompleted;
        });
        await disposing;
    }

    [Fact]
    public async Task Dispose_Twice_IsQuiet()
    {
        var pair = new SessionPair();
        await pair.DisposeAsync();
        await pair.Session.DisposeAsync().Soon();

        pair.Session.Send(new byte[] { 1 });
        Assert.Equal(0, pair.Listener.Count("ack"));
    }

    [Fact]
    public async Task Abort_PendingRead_GivesTheFirstReason()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        pair.Session.Abort(CloseReason.UnreadableFrame);
        pair.Session.Abort(CloseReason.Network);

        using var message = await receiving;

        Assert.Equal(CloseReason.UnreadableFrame, message.ClosedBecause);
    }

    [Fact]
    public async Task Send_FromManyThreads_KeepsEachThreadsOrder()
    {
        const int Threads = 4;
        const int Each = 200;
        await using var pair = new SessionPair();
        var sending = Task.WhenAll(Enumerable.Range(0, Threads).Select(t => Task.Run(
            () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    pair.Session.Send(new byte[] { (byte)t, (byte)i });
                }
            },
            Token)));

        var next = new int[Threads];
        for (var i = 0; i < Threads * Each; i++)
        {
            var frame = await pair.AtServerAsync() ?? [];
            Assert.Equal(next[frame[0]]++, frame[1]);
        }

        await sending.Soon();
        Assert.Equal(Threads * Each, pair.Listener.Count("ack"));
    }

    [Fact]
    public async Task Send_PeerThatDoesNotRead_AbortsWithNetwork()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        for (var i = 0; i < 200; i++)
        {
            pair.Session.Send(new byte[8 * 1024]); // 1.6 MB: over the pipe's 64 KiB and the queue's 1 MiB
        }

        using var message = await receiving;

        Assert.Equal(CloseReason.Network, message.ClosedBecause);
    }

    [Fact]
    public async Task Heartbeat_EveryInterval()
    {
        await using var pair = new SessionPair();
        for (var i = 2; i < 6; i++)
        {
            pair.Time.Advance(SessionPair.Interval);
            Assert.Equal(i, pair.Listener.Count("heartbeat"));
            Assert.Equal([0x3a, 0x02, 0x68, 0x62], await pair.AtServerAsync() ?? []);
        }

        pair.Time.Advance(SessionPair.Interval - TimeSpan.FromTicks(1));
        Assert.Equal(5, pair.Listener.Count("heartbeat"));
    }

    [Theory]
    [InlineData(4, 1)] // sooner: due now 4 s after the first one, which was 5 s ago
    [InlineData(7, 2)]
    [InlineData(25, 20)]
    public async Task Heartbeat_IntervalChanged_CountsFromTheLastOne(int newInterval, int dueIn)
    {
        await using var pair = new SessionPair();
        pair.Time.Advance(TimeSpan.FromSeconds(5));
        pair.Session.SetHeartbeatInterval(TimeSpan.FromSeconds(newInterval));
        if (dueIn > 1)
        {
            pair.Time.Advance(TimeSpan.FromSeconds(dueIn) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, pair.Listener.Count("heartbeat"));
        }

        pair.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, pair.Listener.Count("heartbeat"));
    }

    [Fact]
    public async Task Idle_TwoIntervalsOfSilenceInARead_EndsTheSession()
    {
        await using var pair = new SessionPair();
        pair.Time.Advance(TimeSpan.FromSeconds(3));
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        pair.Time.Advance(SessionPair.Interval);
        pair.Time.Advance(SessionPair.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(receiving.IsCompleted);
        pair.Time.Advance(TimeSpan.FromMilliseconds(1));

        using var message = await receiving;

        Assert.Equal(CloseReason.IdleTimeout, message.ClosedBecause);
    }

    [Fact]
    public async Task Idle_WhileNobodyReads_StandsStill()
    {
        await using var pair = new SessionPair();
        for (var i = 0; i < 10; i++)
        {
            pair.Time.Advance(SessionPair.Interval);
        }

        await pair.ServerSendsAsync([1]);
        using var message = await pair.Session.ReceiveAsync(Token).Soon();

        Assert.False(message.IsClosed);
        Assert.Equal(11, pair.Listener.Count("heartbeat"));
    }

    [Fact]
    public async Task Idle_EachFrameBeginsAnew()
    {
        await using var pair = new SessionPair();
        for (var i = 0; i < 5; i++)
        {
            var receiving = pair.Session.ReceiveAsync(Token).Soon();
            pair.Time.Advance(TimeSpan.FromSeconds(9));
            pair.Time.Advance(TimeSpan.FromSeconds(9));
            await pair.ServerSendsAsync([1]);
            using var message = await receiving;
            Assert.False(message.IsClosed);
        }
    }

    [Fact]
    public async Task Deadline_MessageThatNeverEnds_TimesOut()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        var dripped = 0;
        await Waiting.UntilAsync(() => pair.Ours.Waits > 0);
        for (var second = 0; second < 30; second++)
        {
            Assert.False(receiving.IsCompleted);
            var waits = pair.Ours.Waits;
            await pair.ServerSendsAsync([1], end: false);
            await Waiting.UntilAsync(() => pair.Ours.Waits > waits);
            dripped++;
            pair.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await Waiting.UntilAsync(() =>
        {
            pair.Time.Advance(TimeSpan.FromMilliseconds(10));
            return receiving.IsCompleted;
        });
        using var message = await receiving;

        Assert.Equal(CloseReason.MessageTimeout, message.ClosedBecause);
        Assert.Equal(30, dripped);
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static async Task AnswerCloseAsync(SessionPair pair)
    {
        await pair.Server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token).Soon();
        pair.Wire.Dispose();
    }
}
