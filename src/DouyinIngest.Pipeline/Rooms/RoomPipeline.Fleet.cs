using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What a room does beyond its path: it keeps its place, publishes only while it may, and says what it misses.</summary>
internal sealed partial class RoomPipeline
{
    private readonly CheckpointSchedule? _schedule = broadcast.Fleet?.Checkpoints is null ? null : new CheckpointSchedule();
    private readonly ResumeCheck _resumed = new();
    private long _idsBefore;

    /// <summary>
    /// The last checkpoint of this owner; called when the loop has ended. The state now when everything is confirmed, else the last checkpoint
    /// that was: what is not confirmed is never in it. Null: there was none. It is the caller's.
    /// </summary>
    public RoomCheckpoint? CaptureFinal(RoomCheckpoint.Types.Closed closed)
    {
        var final = _watermark.Pending == 0 ? Capture(time.GetUtcNow()) : _watermark.Confirmed?.Clone();
        if (final is not null)
        {
            final.Final = true;
            final.Closed = closed;
        }

        return final;
    }

    /// <summary>The broadcast is over: its last checkpoint says so, if everything of it is confirmed. Called when the loop has ended.</summary>
    public void TellEnded()
    {
        if (broadcast.Fleet?.Checkpoints is { } checkpoints && _watermark.Pending == 0 && Capture(time.GetUtcNow()) is { } ended)
        {
            ended.Closed = RoomCheckpoint.Types.Closed.Ended;
            checkpoints.Confirmed(broadcast.Fleet.LiveId, ended);
        }
    }

    /// <summary>Waits until the room may publish, and takes over the epoch under which it does; false: it may not any more.</summary>
    private async ValueTask<bool> PassAsync(IRoomGate gate, CancellationToken stoppingToken)
    {
        while (!gate.IsOpen)
        {
            if (!await gate.WaitAsync(stoppingToken))
            {
                return false;
            }
        }

        broadcast.Follow(gate.Epoch);
        return true;
    }

    private void BeginSession()
    {
        if (Resume.HasCursor)
        {
            BeginCheck();
        }
        else
        {
            _schedule?.Begin();
        }
    }

    private void BeginCheck()
    {
        _idsBefore = _events.SeenIds;
        var since = broadcast.ServerTime != 0 ? broadcast.ServerTime : counters.LastFrameAt?.ToUnixTimeMilliseconds() ?? 0;
        _resumed.Begin(_watermark.ReceivedCursor, since, counters.LastFrameAt is null ? broadcast.EventsPerSecond : counters.RateAtLastFrame);
    }

    // Sticky state comes again at every connect, whether the stream goes on or not: it proves nothing.
    private void Compare(in MessageView item, DropReason reason, long serverTime)
    {
        if (item is { Sticky: true, WrdsVersion: not 0 })
        {
            return;
        }

        if (reason == DropReason.Duplicate && _events.LastRepeat < _idsBefore)
        {
            _resumed.Remembered();
        }
        else if (reason == DropReason.None)
        {
            _resumed.New(serverTime);
        }
    }

    // Before the seal: after it the frame may be released at once.
    private void KeepPlace(FrameEntry delivery, int events, bool hasCursor = true)
    {
        if (_schedule is { } schedule
            && schedule.IsDue(events, delivery.ReceivedAt)
            && Capture(delivery.ReceivedAt) is { } checkpoint
            && (checkpoint.Cursor.Length > 0 || !hasCursor))
        {
            delivery.Checkpoint = checkpoint;
            schedule.Captured(delivery.ReceivedAt);
        }
    }

    private RoomCheckpoint? Capture(DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds();
        var moment = new CheckpointMoment(_events.RoomId, _watermark.Received, now, broadcast.ServerTime, counters.RateAtLastFrame, counters.Transport);
        return CheckpointCodec.Write(moment, _events.Capture(now, CheckpointCodec.MostIds), counters.Capture());
    }

    private void NoteGap(GapReason reason, Hole hole)
    {
        counters.GapCounted(reason, hole.EstimatedEvents);
        broadcast.Fleet?.Gaps?.GapNoted(broadcast.Fleet.LiveId, _events.RoomId, reason, hole);
    }

    /// <summary>A hole from the last frame up to now, by our clock: what comes next has not come yet.</summary>
    public void NoteGapUntilNow(GapReason reason)
        => NoteGap(reason, Hole.Between(broadcast.ServerTime, time.GetUtcNow().ToUnixTimeMilliseconds(), counters.LastFrameAt is null ? broadcast.EventsPerSecond : counters.RateAtLastFrame));
}
