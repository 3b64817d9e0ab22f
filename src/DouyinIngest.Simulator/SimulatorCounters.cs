using System.Collections.Concurrent;

namespace DouyinIngest.Simulator;

/// <summary>What clients did and what was done for them. Counters only grow; gauges say now and highest.</summary>
internal sealed class SimulatorCounters
{
    private readonly ConcurrentDictionary<string, Gauge> _perApp = new(StringComparer.Ordinal);
    private long _connects;
    private long _refused;
    private long _resumes;
    private long _framesSent;
    private long _bytesSent;
    private long _redelivered;
    private long _acks;
    private long _duplicateAcks;
    private long _wrongAcks;
    private long _heartbeats;
    private long _pings;
    private long _timedOut;
    private long _missed;
    private long _fetches;
    private long _fetchesRefused;
    private long _fetchedBytes;
    private long _unknownFrames;
    private long _replayed;

    public Gauge Open { get; } = new();

    public long Connects => Volatile.Read(ref _connects);

    public long Refused => Volatile.Read(ref _refused);

    public long Resumes => Volatile.Read(ref _resumes);

    public long FramesSent => Volatile.Read(ref _framesSent);

    public long BytesSent => Volatile.Read(ref _bytesSent);

    public long Redelivered => Volatile.Read(ref _redelivered);

    public long Acks => Volatile.Read(ref _acks);

    public long DuplicateAcks => Volatile.Read(ref _duplicateAcks);

    public long WrongAcks => Volatile.Read(ref _wrongAcks);

    /// <summary>Heartbeats of both forms; <see cref="Pings"/> of them were WebSocket PINGs.</summary>
    public long Heartbeats => Volatile.Read(ref _heartbeats);

    public long Pings => Volatile.Read(ref _pings);

    public long TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>Events that a cursor asked for and that were not kept any more: the true gap.</summary>
    public long MissedEvents => Volatile.Read(ref _missed);

    /// <summary>Calls of im/fetch; <see cref="FetchesRefused"/> of them were given no Response.</summary>
    public long Fetches => Volatile.Read(ref _fetches);

    public long FetchesRefused => Volatile.Read(ref _fetchesRefused);

    public long FetchedBytes => Volatile.Read(ref _fetchedBytes);

    public long UnknownFrames => Volatile.Read(ref _unknownFrames);

    /// <summary>Messages before a cursor's place that a resume sent once more.</summary>
    public long ReplayedMessages => Volatile.Read(ref _replayed);

    public IReadOnlyDictionary<string, Gauge> PerApp => _perApp;

    public Gauge App(string appId) => _perApp.GetOrAdd(appId, static _ => new Gauge());

    public void Connected() => Interlocked.Increment(ref _connects);

    public void RefusedOne() => Interlocked.Increment(ref _refused);

    public void Resumed() => Interlocked.Increment(ref _resumes);

    public void Sent(int bytes)
    {
        Interlocked.Increment(ref _framesSent);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    public void RedeliveredOne() => Interlocked.Increment(ref _redelivered);

    public void Acked() => Interlocked.Increment(ref _acks);

    public void AckedAgain() => Interlocked.Increment(ref _duplicateAcks);

    public void WrongAck() => Interlocked.Increment(ref _wrongAcks);

    public void Heartbeat() => Interlocked.Increment(ref _heartbeats);

    public void Ping()
    {
        Interlocked.Increment(ref _heartbeats);
        Interlocked.Increment(ref _pings);
    }

    public void TimedOutOne() => Interlocked.Increment(ref _timedOut);

    public void Missed(long events) => Interlocked.Add(ref _missed, events);

    public void Fetched() => Interlocked.Increment(ref _fetches);

    public void FetchRefused() => Interlocked.Increment(ref _fetchesRefused);

    public void FetchAnswered(int bytes) => Interlocked.Add(ref _fetchedBytes, bytes);

    public void UnknownFrame() => Interlocked.Increment(ref _unknownFrames);

    public void Replayed(int messages) => Interlocked.Add(ref _replayed, messages);

    /// <summary>How many there are now, how many there were at most at any instant, and how many more were turned away.</summary>
    internal sealed class Gauge
    {
        private readonly Lock _gate = new();

        public int Now { get; private set; }

        public int Max { get; private set; }

        public long Refused { get; private set; }

        public void Up() => TryUp(limit: null);

        /// <summary>One more, unless there are <paramref name="limit"/> already.</summary>
        public bool TryUp(int? limit)
        {
            lock (_gate)
            {
                if (Now >= limit)
                {
                    Refused++;
                    return false;
                }

                Max = Math.Max(Max, ++Now);
                return true;
            }
        }

        public void Down()
        {
            lock (_gate)
            {
                Now--;
            }
        }
    }
}
