using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class WatermarkTests : IAsyncDisposable
{
    private readonly InFlightBudget _budget = new(1 << 30);
    private readonly FakeTimeProvider _time = new();
    private readonly Watermark _watermark;
    private readonly ScriptedSession _session;

    public WatermarkTests()
    {
        _watermark = new Watermark(_budget, new RecordingRoomListener(), _time);
        _session = new ScriptedSession(_time);
    }

    [Fact]
    public void Seal_CountsBytesUntilReleased()
    {
        var first = Add(1);
        first.Begin(10);
        first.Begin(20);
        _watermark.Seal(first);
        Assert.Equal((30L, 2L, 1), (_budget.Bytes, _budget.Records, _watermark.Pending));
        Assert.Equal(30, _watermark.PendingBytes);

        first.Settle(10);
        first.Settle(20);
        Assert.Equal((0L, 0L, 0), (_budget.Bytes, _budget.Records, _watermark.Pending));
        Assert.Equal(0, _watermark.PendingBytes);
    }

    [Fact]
    public void OldestReceivedAt_IsThatOfTheFirstPending()
    {
        Assert.Null(_watermark.OldestReceivedAt);
        var first = Add(1);
        var at = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Add(2);
        _watermark.Seal(second);
        Assert.Equal(at, _watermark.OldestReceivedAt);
        _watermark.Seal(first);
        Assert.Null(_watermark.OldestReceivedAt);
    }

    [Fact]
    public void StartAt_IsWhereTheNextSessionGoesOn()
    {
        _watermark.StartAt(new ResumePoint("c", "e"));
        Assert.Equal(new ResumePoint("c", "e"), _watermark.Resume);
        Assert.Equal("c", _watermark.ReceivedCursor);
        Add(5);
        Assert.Equal("c", _watermark.Resume.Cursor);
        Assert.Equal("c5", _watermark.ReceivedCursor);
    }

    [Fact]
    public void Resume_NothingReleasedYet_IsBehindTheLastFrameReceived()
    {
        Assert.Equal(ResumePoint.None, _watermark.Resume);
        Add(1).Begin(10);
        Add(2).Begin(10);
        Assert.Equal(new ResumePoint("c2", "e2"), _watermark.Resume);
    }

    [Fact]
    public void Resume_NothingReleasedAndTheLastFrameHasNoCursor_IsBehindTheLastThatHas()
    {
        Add(1).Begin(10);
        _watermark.Add(_session, new Frame { LogId = 2 }, true, default, "wss_msg_type:wrds"u8, _time.GetUtcNow()).Begin(10);
        Assert.Equal(new ResumePoint("c1", "e1"), _watermark.Resume);
    }

    [Fact]
    public void Resume_OneFrameReleased_StaysBehindItWhateverElseWasReceived()
    {
        var first = Add(1);
        first.Begin(10);
        _watermark.Seal(first);
        Add(2).Begin(10);
        Assert.Equal("c2", _watermark.Resume.Cursor);

        first.Settle(10);
        Assert.Equal(new ResumePoint("c1", "e1"), _watermark.Resume);
    }

    [Fact]
    public void BeginAt_NothingElseKnown_IsTheResumePointUntilAFrameIsReleased()
    {
        _watermark.BeginAt("s"u8, "x"u8);
        var first = Add(1);
        first.Begin(10);
        _watermark.Seal(first);
        Assert.Equal(new ResumePoint("s", "x"), _watermark.Resume);

        first.Settle(10);
        Assert.Equal(new ResumePoint("c1", "e1"), _watermark.Resume);
    }

    [Theory]
    [InlineData(true, "c1")]
    [InlineData(false, "c")]
    public void BeginAt_AFrameReceivedOrAPositionKnown_ChangesNothing(bool received, string cursor)
    {
        if (received)
        {
            Add(1).Begin(10);
        }
        else
        {
            _watermark.StartAt(new ResumePoint("c", "e"));
        }

        _watermark.BeginAt("s"u8, "x"u8);
        Assert.Equal(cursor, _watermark.Resume.Cursor);
    }

    [Fact]
    public void BeginAt_NoCursor_LeavesNone()
    {
        _watermark.BeginAt(default, "x"u8);
        Assert.Equal(ResumePoint.None, _watermark.Resume);
    }

    [Fact]
    public void Resume_PositionAbandoned_IsNoneThoughFramesAreOnTheirWay()
    {
        _watermark.StartAt(new ResumePoint("c", "e"));
        Add(1).Begin(10);
        _watermark.AbandonPosition();
        Assert.Equal(ResumePoint.None, _watermark.Resume);
    }

    [Fact]
    public void Add_AfterRelease_UsesTheEntryAgainAsNew()
    {
        var first = Add(1);
        first.Begin(10);
        _watermark.Seal(first);
        first.Settle(10);

        var again = _watermark.Add(_time.GetUtcNow());
        Assert.Same(first, again);
        Assert.Equal((0, 0L, true, true), (again.Records, again.Bytes, again.Ack.IsEmpty, again.Cursor.IsEmpty));
        Assert.False(again.IsComplete);
        _watermark.Seal(again);
        Assert.Equal("c1", _watermark.Resume.Cursor);
        Assert.Single(_session.Sent);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void TryTie_NeedsMoreThanALength(bool gzip, bool cursor, bool ties)
    {
        var frame = new Frame { LogId = 1, ContentKey = 42, Gzip = gzip, Cursor = cursor ? "c"u8 : default };
        _watermark.Add(_session, frame, true, default, default, _time.GetUtcNow());
        Assert.Equal(ties, _watermark.TryTie(frame, _session));
    }

    [Fact]
    public async Task WhenEmptyAsync_WaitsForTheLastRelease()
    {
        Assert.True(await _watermark.WhenEmptyAsync(CancellationToken.None).Soon());
        var entry = Add(1);
        var waiting = _watermark.WhenEmptyAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _watermark.Seal(entry);
        Assert.True(await waiting.Soon());
    }

    [Fact]
    public async Task WhenEmptyAsync_Cancelled_SaysNo()
    {
        Add(1);
        using var stop = new CancellationTokenSource();
        var waiting = _watermark.WhenEmptyAsync(stop.Token);
        await stop.CancelAsync();
        Assert.False(await waiting.Soon());
    }

    [Fact]
    public async Task Completed_OnTwoThreads_AcksEveryFrameOnceAndInOrder()
    {
        const int Frames = 5_000;
        var deliveries = new Delivery[Frames * 2];
        var threads = new Task[2];
        var handed = 0;
        for (var i = 0; i < threads.Length; i++)
        {
            var own = i;
            threads[i] = Task.Run(() =>
            {
                var spin = default(SpinWait);
                for (var at = own; at < deliveries.Length; at += 2)
                {
                    while (Volatile.Read(ref handed) <= at)
                    {
                        spin.SpinOnce();
                    }

                    deliveries[at].Settle(1);
                }
            }, TestContext.Current.CancellationToken);
        }

        for (var frame = 0; frame < Frames; frame++)
        {
            var entry = Add((ulong)frame + 1);
            for (var record = 0; record < 2; record++)
            {
                entry.Begin(1);
                deliveries[(2 * frame) + record] = entry;
                Volatile.Write(ref handed, (2 * frame) + record + 1);
            }

            _watermark.Seal(entry);
        }

        await Task.WhenAll(threads).Soon();

        Assert.Equal(0, _watermark.Pending);
        Assert.Equal((0L, 0L), (_budget.Bytes, _budget.Records));
        Assert.Equal($"c{Frames}", _watermark.Resume.Cursor);
        Assert.Equal(Enumerable.Range(1, Frames).Select(id => Convert.ToHexString(Wire.Ack((ulong)id))), _session.Sent.Select(Convert.ToHexString));
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private FrameEntry Add(ulong id)
    {
        var cursor = System.Text.Encoding.UTF8.GetBytes($"c{id}");
        var internalExt = System.Text.Encoding.UTF8.GetBytes($"e{id}");
        var frame = new Frame { LogId = id, ContentKey = id, Gzip = true, Cursor = cursor, InternalExt = internalExt };
        return _watermark.Add(_session, frame, true, cursor, internalExt, _time.GetUtcNow());
    }
}
