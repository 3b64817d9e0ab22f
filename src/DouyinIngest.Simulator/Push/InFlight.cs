namespace DouyinIngest.Simulator.Push;

/// <summary>What became of an ack.</summary>
internal enum AckResult
{
    Taken,
    Again,
    Wrong,
}

/// <summary>The frames of a connection that wait for their ack, the one sent longest ago first. Safe for concurrent use.</summary>
internal sealed class InFlight
{
    private const int Remembered = 1024;

    private readonly Lock _gate = new();
    private readonly List<SentFrame> _frames = [];
    private Queue<ulong>? _acked;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _frames.Count;
            }
        }
    }

    public void Add(SentFrame frame)
    {
        lock (_gate)
        {
            _frames.Add(frame);
        }
    }

    /// <summary>An ack has come. Either the frame's internal_ext or the one inside its Response is right.</summary>
    public AckResult Ack(ulong logId, string internalExt)
    {
        lock (_gate)
        {
            var index = _frames.FindIndex(f => f.LogId == logId);
            if (index < 0)
            {
                return _acked?.Contains(logId) == true ? AckResult.Again : AckResult.Wrong;
            }

            var frame = _frames[index];
            if (!internalExt.Equals(frame.InternalExt, StringComparison.Ordinal)
                && !internalExt.Equals(frame.Batch.InternalExt, StringComparison.Ordinal))
            {
                return AckResult.Wrong;
            }

            _frames.RemoveAt(index);
            _acked ??= new Queue<ulong>();
            _acked.Enqueue(logId);
            if (_acked.Count > Remembered)
            {
                _acked.Dequeue();
            }

            return AckResult.Taken;
        }
    }

    /// <summary>Whether a frame was sent at or before a timestamp and is still without an ack.</summary>
    public bool AnyDue(long sentBefore)
    {
        lock (_gate)
        {
            return _frames.Count > 0 && _frames[0].SentAt <= sentBefore;
        }
    }

    /// <summary>The frame to send again, now the last in line; null when none is due.</summary>
    public SentFrame? TakeDue(long sentBefore, long now)
    {
        lock (_gate)
        {
            if (_frames.Count == 0 || _frames[0].SentAt > sentBefore)
            {
                return null;
            }

            var frame = _frames[0];
            _frames.RemoveAt(0);
            frame.SentAt = now;
            _frames.Add(frame);
            return frame;
        }
    }
}
