using System.Net.WebSockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

/// <summary>Sizes around every buffer's edge, and peers that are only half there.</summary>
public sealed class SessionEdgeTests
{
    private const int FirstBuffer = 16 * 1024;
    private const int Cap = 64 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FirstBuffer - 1)]
    [InlineData(FirstBuffer)]
    [InlineData(FirstBuffer + 1)]
    [InlineData((2 * FirstBuffer) - 1)]
    [InlineData(2 * FirstBuffer)]
    [InlineData((2 * FirstBuffer) + 1)]
    [InlineData(Cap - 1)]
    [InlineData(Cap)]
    public async Task Receive_AroundTheBuffersEdges_IsWhole(int length)
    {
        await using var pair = new SessionPair(Cap);
        var sending = pair.ServerSendsAsync(Pattern(length));
        using var message = await pair.Session.ReceiveAsync(Token).Soon();
        await sending;
        Assert.Equal(Pattern(length), message.Bytes.ToArray());
    }

    [Theory]
    [InlineData(1, FirstBuffer - 1)]
    [InlineData(FirstBuffer, 1)]
    [InlineData(FirstBuffer - 1, 2)]
    [InlineData(FirstBuffer, FirstBuffer)]
    [InlineData(FirstBuffer + 1, FirstBuffer + 1)]
    [InlineData(0, FirstBuffer)]
    [InlineData(FirstBuffer, 0)]
    public async Task Receive_FragmentsThatMeetAtAnEdge_AreJoined(int first, int second)
    {
        await using var pair = new SessionPair(Cap);
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        await pair.ServerSendsAsync(Pattern(first), end: false);
        await pair.ServerSendsAsync(Pattern(second), end: true);
        using var message = await receiving;
        Assert.Equal([.. Pattern(first), .. Pattern(second)], message.Bytes.ToArray());
        Assert.Equal(1, pair.Listener.Count($"frame {first + second}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(FirstBuffer - 1)]
    [InlineData(FirstBuffer)]
    public async Task Receive_CapAtAnyBuffersEdge_IsExact(int cap)
    {
        await using var pair = new SessionPair(cap);
        await pair.ServerSendsAsync(Pattern(cap));
        using (var message = await pair.Session.ReceiveAsync(Token).Soon())
        {
            Assert.Equal(cap, message.Bytes.Length);
        }

        await pair.ServerSendsAsync(Pattern(cap + 1));
        using var over = await pair.Session.ReceiveAsync(Token).Soon();
        Assert.Equal(CloseReason.MessageTooLarge, over.ClosedBecause);
    }

    [Fact]
    public async Task Receive_SmallAfterLarge_HasNothingOfIt()
    {
        await using var pair = new SessionPair(Cap);
        foreach (var length in (int[])[50_000, 3, 0, 20_000, 1])
        {
            var sending = pair.ServerSendsAsync(Pattern(length));
            using var message = await pair.Session.ReceiveAsync(Token).Soon();
            await sending;
            Assert.Equal(Pattern(length), message.Bytes.ToArray());
        }
    }

    [Fact]
    public async Task Receive_ManyOneByteFragments_AreOneMessage()
    {
        await using var pair = new SessionPair(Cap);
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        var sent = Pattern(500);
        for (var i = 0; i < sent.Length; i++)
        {
            await pair.ServerSendsAsync([sent[i]], end: i == sent.Length - 1);
        }

        using var message = await receiving;
        Assert.Equal(sent, message.Bytes.ToArray());
    }

    [Fact]
    public async Task HalfOpen_PeerTakesEverythingAndSaysNothing_EndsIdleAfterTwoIntervals()
    {
        await using var pair = new SessionPair();
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        for (var beats = 1; beats < 2; beats++)
        {
            await pair.Time.AdvanceWhenArmedAsync(SessionPair.Interval, Token);
            await Waiting.UntilAsync(() => pair.Listener.Count("heartbeat") == beats + 1);
            Assert.False(receiving.IsCompleted);
        }

        pair.Time.Advance(SessionPair.Interval);
        using var message = await receiving;
        Assert.Equal(CloseReason.IdleTimeout, message.ClosedBecause);
    }

    [Fact]
    public async Task HalfOpen_PeerSendsButIsGoneForOurs_EndsWithItsFirstFailedSend()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([1]);
        using (var message = await pair.Session.ReceiveAsync(Token).Soon())
        {
            Assert.Equal([1], message.Bytes.ToArray());
        }

        pair.Session.Abort(CloseReason.Network);
        pair.Session.Send(new byte[] { 1 });
        using var after = await pair.Session.ReceiveAsync(Token).Soon();
        Assert.Equal((true, CloseReason.Network), (after.IsClosed, after.ClosedBecause));
        Assert.Equal(0, pair.Listener.Count("ack"));
    }

    [Fact]
    public async Task ServerClosed_WhatWasSentBefore_IsStillRead()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync([1]);
        await pair.ServerSendsAsync([2]);
        await pair.Server.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", Token).Soon();
        foreach (var expected in (byte[])[1, 2])
        {
            using var message = await pair.Session.ReceiveAsync(Token).Soon();
            Assert.Equal([expected], message.Bytes.ToArray());
        }

        using var closed = await pair.Session.ReceiveAsync(Token).Soon();
        Assert.Equal(CloseReason.RemoteClosed, closed.ClosedBecause);
    }

    [Fact]
    public async Task ServerClosed_InTheMiddleOfAMessage_GivesNoHalfMessage()
    {
        await using var pair = new SessionPair();
        await pair.ServerSendsAsync(Pattern(100), end: false);
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        pair.Wire.Dispose();
        using var message = await receiving;
        Assert.Equal((true, CloseReason.RemoteClosed), (message.IsClosed, message.ClosedBecause));
        Assert.DoesNotContain(pair.Listener.Lines, l => l.StartsWith("frame", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Abort_SecondReason_DoesNotReplaceTheFirst()
    {
        await using var pair = new SessionPair();
        pair.Session.Abort(CloseReason.UnreadableFrame);
        pair.Session.Abort(CloseReason.Network);
        using var message = await pair.Session.ReceiveAsync(Token).Soon();
        Assert.Equal(CloseReason.UnreadableFrame, message.ClosedBecause);
    }

    [Fact]
    public async Task Timer_AfterTheEnd_BeatsNoMore()
    {
        await using var pair = new SessionPair();
        pair.Session.Abort(CloseReason.CloseFrame);
        var beats = pair.Listener.Count("heartbeat");
        pair.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(beats, pair.Listener.Count("heartbeat"));
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];
}
