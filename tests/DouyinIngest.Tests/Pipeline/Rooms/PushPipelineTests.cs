using System.Text;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>Bodies of the webhook through a room's path: answered in order, when the broker has them, and not before.</summary>
public sealed class PushPipelineTests : IAsyncDisposable
{
    private readonly PipelineRig _rig;
    private readonly RecordingCheckpoints _checkpoints = new();
    private readonly PushSession _session;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<CloseReason> _reading;

    public PushPipelineTests()
    {
        _rig = new PipelineRig(fleet: new RoomFleet("732001", _checkpoints, null, null));
        _session = new PushSession(Wire.RoomId, new PushRooms(), new PushEventReader(GiftNames.None), _rig.Counters);
        _reading = _rig.Pipeline.ReadAsync(_session, () => { }, _stop.Token);
    }

    [Fact]
    public async Task Read_TwoBodies_AreAnsweredInOrderOfReceipt()
    {
        var first = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"},{"msg_id":"2","content":"b"}]""");
        var second = Push(PushMessageType.Like, """[{"msg_id":"3","like_num":5}]""");
        await Waiting.UntilAsync(() => _rig.Sink.Published.Count == 3);

        Assert.True(_rig.Sink.Confirm("-3"));
        Assert.True(_rig.Sink.Confirm("-1"));
        Assert.False(first.Outcome.IsCompleted);
        Assert.False(second.Outcome.IsCompleted);

        Assert.True(_rig.Sink.Confirm("-2"));
        Assert.Equal((PushOutcome.Durable, PushOutcome.Durable), (await first.Outcome.Soon(), await second.Outcome.Soon()));
        Assert.Equal([$"op-{Wire.RoomId}-1", $"op-{Wire.RoomId}-2", $"op-{Wire.RoomId}-3"], _rig.Sink.Published);
    }

    /// <summary>A repeat under another nonce is durable only when the original is.</summary>
    [Fact]
    public async Task Read_RepeatWhileTheOriginalIsUnderWay_WaitsForIt()
    {
        var first = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"}]""");
        var second = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"}]""");
        await Waiting.UntilAsync(() => _rig.Counters.Duplicates == 1);
        Assert.False(second.Outcome.IsCompleted);

        _rig.Sink.ConfirmAll();

        Assert.Equal((PushOutcome.Durable, PushOutcome.Durable), (await first.Outcome.Soon(), await second.Outcome.Soon()));
        Assert.Single(_rig.Sink.Published);
    }

    [Fact]
    public async Task Read_OneBadEvent_IsADeadLetterAndItsSiblingsGoOn()
    {
        _rig.Sink.Confirming = true;
        var batch = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"},{"msg_id":"2"},7,{"msg_id":"3","content":"c"}]""");

        Assert.Equal(PushOutcome.Durable, await batch.Outcome.Soon());
        Assert.Equal(2, _rig.Sink.Published.Count);
        Assert.Equal(["message BadMessage live_comment 14", "message BadMessage live_comment 1"], _rig.Sink.DeadLetters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"msg_id\":\"1\"}")]
    [InlineData("[{\"msg_id\":")]
    [InlineData("<html>")]
    public async Task Read_NoArray_IsUnreadableAndTheRoomGoesOn(string body)
    {
        _rig.Sink.Confirming = true;
        var bad = Push(PushMessageType.Gift, body);
        var good = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"}]""");

        Assert.Equal(PushOutcome.Unreadable, await bad.Outcome.Soon());
        Assert.Equal(PushOutcome.Durable, await good.Outcome.Soon());
        Assert.Equal([$"frame BadResponse live_gift {body.Length}"], _rig.Sink.DeadLetters);
    }

    [Fact]
    public async Task Read_FansClub_GoesToOtherAsItCame()
    {
        _rig.Sink.Confirming = true;
        var batch = Push(PushMessageType.FansClub, """[{"msg_id":"1","unknown":[1]},{"msg_id":"1","unknown":[1]}]""");

        Assert.Equal(PushOutcome.Durable, await batch.Outcome.Soon());
        Assert.Equal([$$"""op-{{Wire.RoomId}}-1 live_fansclub {"msg_id":"1","unknown":[1]}"""], _rig.Sink.Others);
        Assert.Empty(_rig.Sink.Published);
    }

    [Fact]
    public async Task Read_Begins_TellsTheBroadcastBeforeItsFirstEvent()
    {
        await Waiting.UntilAsync(() => _checkpoints.All.Count == 1);
        Assert.Equal((Wire.RoomId, ""), (_checkpoints.All[0].RoomId, _checkpoints.All[0].Cursor));

        _rig.Sink.Confirming = true;
        await Push(PushMessageType.Gift, """[{"msg_id":"1","sec_gift_id":"g","gift_num":2}]""").Outcome.Soon();
        Assert.Equal((1, 1), (_checkpoints.All[^1].EventIds.Count, _checkpoints.All[^1].KeptIds.Count));
    }

    [Fact]
    public async Task Read_Stopped_TellsUnconfirmedToComeAgainAndKeepsThemOutOfTheFinal()
    {
        var batch = Push(PushMessageType.Comment, """[{"msg_id":"1","content":"a"}]""");
        await Waiting.UntilAsync(() => _rig.Sink.Published.Count == 1);
        await _stop.CancelAsync();
        await Waiting.UntilAsync(() =>
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            return _reading.IsCompleted;
        });
        Assert.Equal(CloseReason.Stopped, await _reading);

        await _session.DisposeAsync();

        Assert.Equal(PushOutcome.Stopped, await batch.Outcome.Soon());
        Assert.Null(_rig.Pipeline.CaptureFinal(RoomCheckpoint.Types.Closed.Moved));
    }

    public async ValueTask DisposeAsync()
    {
        _rig.Sink.ConfirmAll();
        await _stop.CancelAsync();
        await _reading.Soon();
        await _session.DisposeAsync();
        _stop.Dispose();
    }

    private PushBatch Push(PushMessageType type, string body)
    {
        var batch = new PushBatch(type, Encoding.UTF8.GetBytes(body), _rig.Time.GetUtcNow());
        Assert.True(_session.TryTake(batch));
        return batch;
    }
}
