using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.Truth;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>One broadcast of an anchor: its log, its sticky state, its truth, and the sockets that follow it.</summary>
internal sealed class Broadcast
{
    private const int HistoryMemory = 1024;

    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;
    private readonly Queue<(long Position, Message Message)> _history = new();
    private readonly SortedList<long, List<Message>> _shown = [];
    private readonly HashSet<long> _injected = [];
    private readonly List<PushSession> _sessions = [];
    private readonly GapBook _gaps = new();

    /// <summary>Begins now.</summary>
    /// <param name="roomId">Its room id.</param>
    /// <param name="options">Those of the world.</param>
    /// <param name="time">Gives server time.</param>
    /// <param name="replayBytes">How many bytes of batches are kept for resuming and for slow readers; null: all that the world has.</param>
    public Broadcast(long roomId, SimulatorOptions options, TimeProvider time, long? replayBytes = null)
    {
        RoomId = roomId;
        _options = options;
        _time = time;
        Truth = new RoomTruth(roomId);
        Log = new RoomLog(options.ReplayDepth, replayBytes ?? options.ReplayBytes);
        StartedAt = Now;
    }

    public Lock Gate { get; } = new();

    public long RoomId { get; }

    public long StartedAt { get; }

    public RoomLog Log { get; }

    public RoomTruth Truth { get; }

    public StickySet Sticky { get; } = new();

    /// <summary>As the room API counts: 1 preparing, 2 live, 3 paused, 4 ended.</summary>
    public int Status { get; set; } = 2;

    /// <summary>When it ended, milliseconds; 0 while it runs.</summary>
    public long EndedAt { get; set; }

    /// <summary>Newest sticky version, nanoseconds.</summary>
    public long WrdsVersion { get; private set; }

    /// <summary>Whether a client has ever connected.</summary>
    public bool Watched { get; private set; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A version for the next sticky state: nanoseconds, always greater than the last.</summary>
    public long NextVersion() => WrdsVersion = Math.Max(WrdsVersion + 1, Now * 1_000_000);

    /// <summary>Puts messages made by hand into the stream as one batch; the oracle notes each msg_id once.</summary>
    public void Emit(IReadOnlyList<(Message Message, IMessage Content)> items)
    {
        lock (Gate)
        {
            var fresh = new List<WorldMessage>(items.Count);
            foreach (var (message, content) in items)
            {
                fresh.Add(new WorldMessage(message, FactReader.Read(content), Again: !_injected.Add(message.MsgId)));
            }

            Append(fresh, items[0].Message.NeedWrdsStore);
        }

        Wake();
    }

    /// <summary>
    /// Appends a batch; the caller holds the gate and wakes the sockets afterwards. Returns how many events it made. <paramref name="payload"/>: the
    /// bytes that are sent in the place of the messages put together anew.
    /// </summary>
    public int Append(IReadOnlyList<WorldMessage> messages, bool sticky, byte[]? payload = null)
    {
        var position = Log.Next;
        var now = Now;
        var events = 0;
        foreach (var (message, facts, again) in messages)
        {
            if (again)
            {
                Truth.Again(message, facts, position);
            }
            else
            {
                events += Truth.Add(message, facts, position, now) ? 1 : 0;
            }

            if (message.NeedWrdsStore && !again)
            {
                WrdsVersion = Math.Max(WrdsVersion, message.WrdsVersion);
                Sticky.Set(position, message);
            }
            else if (!message.NeedWrdsStore && !again && facts.Kind is OracleKind.Chat or OracleKind.Gift or OracleKind.Follow or OracleKind.Share)
            {
                Remember(position, message);
            }
        }

        var batch = BatchBuilder.Build(RoomId, position, now, WrdsVersion, sticky, messages.Select(m => m.Message));
        Log.Append(payload is null ? batch : batch with { Compressed = payload });
        if (position % 256 == 0)
        {
            Sticky.Trim(Log.First);
        }

        return events;
    }

    /// <summary>What a connection with this cursor is shown first, and from where it goes on.</summary>
    public Opening Open(string? cursorText)
    {
        lock (Gate)
        {
            var missed = 0L;
            var known = Cursor.TryParse(cursorText, RoomId, out var cursor);
            if (known && cursor.Position >= Log.Next)
            {
                known = false;
            }
            else if (known && (cursor.Position + 1 < Log.First || IsForgotten(cursor)))
            {
                missed = Truth.CountBetween(cursor.Position + 1, Log.Next);
                _gaps.Note(GapCause.Forgotten, cursor.Position + 1, Log.Next, cursor.Time, Now);
                known = false;
            }
            else if (!known)
            {
                _gaps.NoteWithoutCursor(Log.Next, Now);
            }

            var (start, replayed) = known ? StepBack(cursor.Position + 1) : (Log.Next, 0);
            var sticky = Sticky.At(start - 1);
            var history = known && !cursor.History ? [] : Show(start);
            Watched = true;
            return new Opening(start, known, sticky, history, missed, replayed, WrdsVersion == 0 ? Now * 1_000_000 : WrdsVersion);
        }
    }

    /// <summary>Something was put on a socket: everything from <paramref name="from"/> on counts as offered, and what was shown outside the stream.</summary>
    public void Offer(long from, IReadOnlyList<Message> outside)
    {
        if (outside.Count == 0 && from >= Truth.OfferedFrom)
        {
            return;
        }

        lock (Gate)
        {
            Truth.OfferFrom(from);
            foreach (var message in outside)
            {
                Truth.Offer(message, _gaps.NextMark());
            }
        }
    }

    /// <summary>Whether batches stand at this position of the log or after it.</summary>
    public bool HasAny(long from)
    {
        lock (Gate)
        {
            return from < Log.Next;
        }
    }

    /// <summary>The batch at a position was put on a socket, now.</summary>
    public void Sent(long position)
    {
        lock (Gate)
        {
            _gaps.Sent(position, Now);
        }
    }

    /// <summary>The holes that this broadcast's connections were left with.</summary>
    public IReadOnlyList<TrueGap> Gaps()
    {
        lock (Gate)
        {
            return _gaps.Evaluate(RoomId, Truth);
        }
    }

    /// <summary>Ends all its sockets.</summary>
    public void EndSessions()
    {
        PushSession[] all;
        lock (_sessions)
        {
            all = [.. _sessions];
        }

        foreach (var session in all)
        {
            session.End();
        }
    }

    /// <summary>The log's batch at a position; skips what is gone and says how many events that were.</summary>
    public Batch? Read(ref long position, out long missed)
    {
        lock (Gate)
        {
            missed = 0;
            if (position < Log.First)
            {
                missed = Truth.CountBetween(position, Log.First);
                position = Log.First;
            }

            return Log.Find(position);
        }
    }

    public void Add(PushSession session)
    {
        lock (_sessions)
        {
            _sessions.Add(session);
        }
    }

    public void Remove(PushSession session)
    {
        lock (_sessions)
        {
            _sessions.Remove(session);
        }
    }

    /// <summary>Tells the sockets that there is something new.</summary>
    public void Wake()
    {
        lock (_sessions)
        {
            _sessions.ForEach(static s => s.Wake());
        }
    }

    private bool IsForgotten(in Cursor cursor) => _options.CursorAge is { } age && Now - cursor.Time > age.TotalMilliseconds;

    // An upstream that resumes some way before the place that was asked for.
    private (long Start, int Replayed) StepBack(long start)
    {
        var replayed = 0;
        while (replayed < _options.Replay && Log.Find(start - 1) is { } batch)
        {
            replayed += batch.Count;
            start--;
        }

        return (start, replayed);
    }

    private void Remember(long position, Message message)
    {
        _history.Enqueue((position, message));
        if (_history.Count > HistoryMemory)
        {
            _history.Dequeue();
        }
    }

    /// <summary>The history before a place. Who lost the connection in the middle of it is shown the same again, however much has happened since.</summary>
    private List<Message> Show(long start)
    {
        if (!_shown.TryGetValue(start, out var history))
        {
            while (_shown.Count > 0 && _shown.GetKeyAtIndex(0) < Log.First)
            {
                _shown.RemoveAt(0);
            }

            _shown[start] = history = HistoryBefore(start);
        }

        return history;
    }

    private List<Message> HistoryBefore(long position)
        => [.. _history.Where(h => h.Position < position).TakeLast(_options.HistorySize).Select(h => h.Message)];
}
