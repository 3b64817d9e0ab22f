using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>A room that this instance runs: its right to publish, and its checkpoints on their way to the log.</summary>
internal sealed class FleetRoom(int partition, RoomAssignment assignment, RoomGate gate, RoomCheckpoint? from, FleetInstance instance, Func<int, string, IMessage?, bool> write) : ICheckpointSink
{
    private readonly Lock _lock = new();
    private RoomCheckpoint? _last = from;
    private bool _closed;

    public int Partition { get; } = partition;

    /// <summary>What it is run as.</summary>
    public RoomAssignment Assignment { get; set; } = assignment;

    public RoomGate Gate { get; set; } = gate;

    /// <summary>It has been told to stop, and has not answered yet.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Completes when it has stopped.</summary>
    public Task Stopping { get; set; } = Task.CompletedTask;

    /// <summary>It is stopping for good: ownership waits for its end. Else it is stopped to be started anew.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The last confirmed place that is known.</summary>
    public RoomCheckpoint? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <inheritdoc/>
    public void Confirmed(string liveId, RoomCheckpoint checkpoint)
    {
        checkpoint.Epoch = Gate.Epoch;
        checkpoint.Instance = instance.Id;
        lock (_lock)
        {
            // Behind a final nothing of ours may stand, however late a delivery is.
            if (!_closed)
            {
                _last = checkpoint;
                write(Partition, liveId, checkpoint);
            }
        }
    }

    /// <summary>Another's record stands behind ours: writes the last once more, under the present epoch.</summary>
    public void Rewrite()
    {
        lock (_lock)
        {
            if (_last is { } last && !_closed)
            {
                var again = last.Clone();
                again.Epoch = Gate.Epoch;
                again.Instance = instance.Id;
                again.Final = false;
                again.Closed = RoomCheckpoint.Types.Closed.Running;
                _last = again;
                write(Partition, Assignment.LiveId, again);
            }
        }
    }

    /// <summary>Writes no checkpoint from here on: its final comes from ownership.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
