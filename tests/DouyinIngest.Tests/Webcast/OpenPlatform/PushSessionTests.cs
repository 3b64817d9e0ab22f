using System.Text;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

public sealed class PushSessionTests : IAsyncDisposable
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private readonly PushRooms _rooms = new();
    private readonly PushSession _session;

    public PushSessionTests()
    {
        _session = new PushSession(RoomId, _rooms, new PushEventReader(GiftNames.None), new RecordingListener());
        Assert.True(_rooms.TryAdd(RoomId, _session));
    }

    [Fact]
    public async Task Receive_Bodies_ComeInOrderAndAreAnsweredByTheirAck()
    {
        var (first, second) = (Batch("[1]"), Batch("[2]"));
        Assert.True(_session.TryTake(first));
        Assert.True(_session.TryTake(second));

        using (var message = await _session.ReceiveAsync(CancellationToken.None).Soon())
        {
            Assert.Equal("[1]", Encoding.UTF8.GetString(message.Bytes));
            Assert.Same(first, _session.Current);
        }

        using var next = await _session.ReceiveAsync(CancellationToken.None).Soon();
        _session.Send(PushSession.Ack(second));
        Assert.Equal(PushOutcome.Durable, await second.Outcome.Soon());
        Assert.False(first.Outcome.IsCompleted);
        _session.Send(PushSession.Ack(first));
        Assert.Equal(PushOutcome.Durable, await first.Outcome.Soon());
    }

    [Fact]
    public async Task Send_AckOfNothing_DoesNothing()
    {
        _session.Send(new byte[] { 1, 2, 3 });
        _session.Send(new byte[8]);
        var batch = Batch("[]");
        _session.TryTake(batch);
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        _session.Send(PushSession.Ack(batch));
        _session.Send(PushSession.Ack(batch));
        Assert.Equal(PushOutcome.Durable, await batch.Outcome.Soon());
    }

    [Fact]
    public async Task Receive_Stopped_TakesNoMorePushes()
    {
        using var stop = new CancellationTokenSource();
        var reading = _session.ReceiveAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        Assert.Equal(CloseReason.Stopped, (await reading.Soon()).ClosedBecause);
        Assert.Null(_rooms.Find(RoomId));
    }

    [Fact]
    public async Task Dispose_ReadAndUnread_AreToldToComeAgain()
    {
        var (read, unread) = (Batch("[]"), Batch("[]"));
        _session.TryTake(read);
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        _session.TryTake(unread);

        await _session.DisposeAsync();

        Assert.Equal((PushOutcome.Stopped, PushOutcome.Stopped), (await read.Outcome.Soon(), await unread.Outcome.Soon()));
        Assert.False(_session.TryTake(Batch("[]")));

        // The broker's word comes too late for the answer.
        _session.Send(PushSession.Ack(read));
        Assert.Equal(PushOutcome.Stopped, await read.Outcome.Soon());
    }

    [Fact]
    public void TryTake_TooManyWait_IsRefused()
    {
        for (var i = 0; i < PushSession.MostWaiting; i++)
        {
            Assert.True(_session.TryTake(Batch("[]")));
        }

        Assert.False(_session.TryTake(Batch("[]")));
    }

    [Fact]
    public async Task Batch_Ended_GivesBackOnce()
    {
        var ended = 0;
        var batch = new PushBatch(PushMessageType.Gift, [], default, () => ended++) { IsUnreadable = true };
        batch.Confirm();
        batch.Stop();
        Assert.Equal((PushOutcome.Unreadable, 1), (await batch.Outcome.Soon(), ended));
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static PushBatch Batch(string body) => new(PushMessageType.Comment, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
}
