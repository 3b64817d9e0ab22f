using System.Runtime.InteropServices;
using DouyinIngest.Pipeline.Topics.Native;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// The way to one topic. Normally open: records go straight to the client. Once one is refused through no fault of its own the lane is
/// held: what comes back and what is published meanwhile waits here, in that order, and a second after the last refusal, when nothing is
/// under way any more, goes out again in one sweep. So the order per key survives.
/// A request that was too large says nothing of the records in it: they go out again at once, in small groups and then each alone, and only
/// what is refused alone is too large itself.
/// </summary>
/// <param name="topic">The topic.</param>
/// <param name="isLast">The dead-letter topic: there is no other place, so whatever it refuses is sent again.</param>
/// <param name="time">The clock.</param>
internal sealed class TopicLane(NativeTopic topic, bool isLast, TimeProvider time)
{
    private const int GroupSize = 32;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<HeldRecord> _refused = new();
    private readonly Queue<HeldRecord> _alone = new();
    private readonly Queue<HeldRecord> _grouped = new();
    private readonly Queue<HeldRecord> _waiting = new();
    private volatile bool _held;
    private volatile bool _closed;
    private int _underWay;
    private int _heldCount;
    private int _refusal;
    private long _heldSince;
    private long _published;

    public string Name => topic.Name;

    public nint Handle => topic.Handle;

    /// <summary>Records in the client, not yet reported, and calls that are handing one over.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Records that wait here.</summary>
    public int Held => Volatile.Read(ref _heldCount);

    /// <summary>Records that the broker has confirmed.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Why the client itself last would not take a record that now waits, once; 0: it took all. What the broker refuses comes back in reports.</summary>
    public int TakeRefusal() => Interlocked.Exchange(ref _refusal, 0);

    /// <summary>Hands a record over, copying its bytes; 0, or why this record cannot go (then its headers are still the caller's).</summary>
    public int Send(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key, nint headers, Delivery delivery, int bytes)
    {
        // Counted first: whoever closes or sweeps the lane then sees us, or we see that it is held or closed.
        Interlocked.Increment(ref _underWay);
        ObjectDisposedException.ThrowIf(IsClosed(), this);
        bool refused = !_held;
        if (refused)
        {
            int error = topic.Produce(value, key, headers, delivery.Handle);
            if (error == 0)
            {
                return 0;
            }

            if (Judge(error) != Verdict.Retry)
            {
                Interlocked.Decrement(ref _underWay);
                return error;
            }

            Volatile.Write(ref _refusal, error);
        }

        Wait(new HeldRecord(value.ToArray(), key.ToArray(), headers, delivery, bytes), refused);
        Interlocked.Decrement(ref _underWay);
        return 0;
    }

    /// <summary>The same for a record that is ours already, behind everything that waits.</summary>
    public void Send(HeldRecord record)
    {
        Interlocked.Increment(ref _underWay);
        bool refused = !_held && !_closed;
        if (!refused || !TrySend(record))
        {
            Wait(record, refused);
        }

        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>Takes back a record that was refused and that must be sent again, before anything published later.</summary>
    public void TakeBack(HeldRecord record)
    {
        lock (_gate)
        {
            Keep(record, _refused);
            Hold();
        }
    }

    /// <summary>Takes back a record whose request was too large. False: it was in there alone.</summary>
    public bool TakeApart(HeldRecord record)
    {
        if (record.Together == 1)
        {
            return false;
        }

        lock (_gate)
        {
            Keep(record, record.Together == 0 ? _grouped : _alone);
            return true;
        }
    }

    /// <summary>What becomes of a record of this lane.</summary>
    public Verdict Judge(int error)
    {
        Verdict verdict = Verdicts.Of(error);
        return isLast && verdict == Verdict.DeadLetter ? Verdict.Retry : verdict;
    }

    /// <summary>A record that was under way has been dealt with: settled, taken back or put aside.</summary>
    public void Reported(bool published)
    {
        if (published)
        {
            Interlocked.Increment(ref _published);
        }

        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>Sends what waits, if it is time; called by the thread that serves the reports. Hands back those that can never go.</summary>
    public void Sweep(Action<HeldRecord, int> putAside)
    {
        if (!_held || UnderWay != 0 || time.GetElapsedTime(Volatile.Read(ref _heldSince)) < RetryAfter)
        {
            return;
        }

        lock (_gate)
        {
            // While records are being told apart nothing else may share their requests.
            bool apart = _alone.Count + _grouped.Count > 0;
            if (!SweepAll(_refused, putAside) || (apart ? !SweepApart(putAside) : !SweepAll(_waiting, putAside)))
            {
                Hold();
            }
            else if (!apart)
            {
                _held = false;
            }
        }
    }

    /// <summary>Takes nothing more; what waits is abandoned.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _held = true;
            Abandon(_refused);
            Abandon(_alone);
            Abandon(_grouped);
            Abandon(_waiting);
        }
    }

    private bool IsClosed()
    {
        if (_closed)
        {
            Interlocked.Decrement(ref _underWay);
        }

        return _closed;
    }

    private void Hold()
    {
        _held = true;
        Volatile.Write(ref _heldSince, time.GetTimestamp());
    }

    private void Keep(HeldRecord record, Queue<HeldRecord> records)
    {
        if (_closed)
        {
            Abandon(record);
            return;
        }

        records.Enqueue(record);
        Interlocked.Increment(ref _heldCount);
        _held = true;
    }

    // What only queues up behind others puts their turn off no further.
    private void Wait(HeldRecord record, bool refused)
    {
        lock (_gate)
        {
            Keep(record, _waiting);
            if (refused)
            {
                Hold();
            }
        }
    }

    // What was in a group that was refused stands before the groups that have not been tried.
    private bool SweepApart(Action<HeldRecord, int> putAside)
    {
        if (UnderWay != 0)
        {
            return true;
        }

        return _alone.Count > 0 ? Sweep(_alone, 1, 1, putAside) : Sweep(_grouped, GroupSize, Math.Min(GroupSize, _grouped.Count), putAside);
    }

    private bool SweepAll(Queue<HeldRecord> records, Action<HeldRecord, int> putAside) => Sweep(records, int.MaxValue, 0, putAside);

    private bool Sweep(Queue<HeldRecord> records, int most, int together, Action<HeldRecord, int> putAside)
    {
        for (int sent = 0; sent < most && records.TryPeek(out HeldRecord? record); sent++)
        {
            record.Together = together;
            Interlocked.Increment(ref _underWay);
            int error = Produce(record);
            if (error != 0)
            {
                Interlocked.Decrement(ref _underWay);
                if (Judge(error) == Verdict.Retry)
                {
                    Volatile.Write(ref _refusal, error);
                    return false;
                }

                putAside(record, error);
            }

            records.Dequeue();
            Interlocked.Decrement(ref _heldCount);
        }

        return true;
    }

    private bool TrySend(HeldRecord record)
    {
        if (Produce(record) is var error and not 0)
        {
            Volatile.Write(ref _refusal, error);
            return false;
        }

        // The report gives its own count back, the caller gives back the one it took for the call.
        Interlocked.Increment(ref _underWay);
        return true;
    }

    private int Produce(HeldRecord record)
    {
        var handle = GCHandle.Alloc(record);
        nint headers = record.Headers;
        record.Headers = 0;
        int error = topic.Produce(record.Value, record.Key, headers, GCHandle.ToIntPtr(handle));
        if (error != 0)
        {
            record.Headers = headers;
            handle.Free();
        }

        return error;
    }

    private void Abandon(Queue<HeldRecord> records)
    {
        while (records.TryDequeue(out HeldRecord? record))
        {
            Interlocked.Decrement(ref _heldCount);
            Abandon(record);
        }
    }

    private static void Abandon(HeldRecord record)
    {
        NativeHeaders.Free(record.Headers);
        record.Headers = 0;
        record.Delivery.Abandon();
    }
}
