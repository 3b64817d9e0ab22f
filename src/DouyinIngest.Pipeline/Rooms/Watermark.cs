using System.Text;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Which frames of a room are safely on the broker. Frames complete in any order, on any thread; they are <em>released</em> only as
/// a contiguous prefix of the order of receipt, across sessions: then the upstream ack goes out, the resume point moves, the bytes are given back, and
/// the frame's checkpoint, if it has one, goes to the fleet. So an ack, a cursor or a checkpoint never runs ahead of the broker, and a frame that is replayed waits for the delivery of the original.
/// Holds nothing while no frame is on its way.
/// </summary>
internal sealed class Watermark(InFlightBudget budget, IRoomListener listener, TimeProvider time, RoomFleet? fleet = null)
{
    private const int PoolLimit = 64;

    private readonly Lock _gate = new();
    private Dictionary<ulong, FrameEntry>? _byContent;
    private FrameEntry? _head;
    private FrameEntry? _tail;
    private FrameEntry? _free;
    private int _freeCount;
    private int _pending;
    private long _pendingBytes;
    private byte[] _position = [];
    private int _cursorLength;
    private int _positionLength;
    private TaskCompletionSource? _emptied;
    private RoomCheckpoint? _confirmed;

    /// <summary>Frames received and not yet released.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Bytes of sealed frames that are not yet released.</summary>
    public long PendingBytes => Interlocked.Read(ref _pendingBytes);

    /// <summary>When the oldest frame that is not yet released was received; null when there is none.</summary>
    public DateTimeOffset? OldestReceivedAt
    {
        get
        {
            lock (_gate)
            {
                return _head?.ReceivedAt;
            }
        }
    }

    /// <summary>
    /// Behind the last released frame: what the next session is opened with. While nothing has been released yet it is behind the last
    /// frame received: what is on its way is ours to deliver, and a session without a cursor would skip what was sent since.
    /// </summary>
    public ResumePoint Resume => ResumeFrom(sealedOnly: false);

    /// <summary>As <see cref="Resume"/>, but never behind a frame that a fault cut short: what of it was not handed over has to come again.</summary>
    public ResumePoint ResumeAfterFault => ResumeFrom(sealedOnly: true);

    /// <summary>Behind the last frame that was received, released or not.</summary>
    public ResumePoint Received
    {
        get
        {
            lock (_gate)
            {
                return LastReceived() is { } last ? Text(last.Cursor, last.InternalExt) : Position();
            }
        }
    }

    /// <summary>The last checkpoint that was confirmed, or that we began from; null: none. Whoever fills it in further takes a copy.</summary>
    public RoomCheckpoint? Confirmed
    {
        get
        {
            lock (_gate)
            {
                return _confirmed;
            }
        }
    }

    /// <summary>The cursor behind the last frame that was received, released or not.</summary>
    public string ReceivedCursor
    {
        get
        {
            lock (_gate)
            {
                ReadOnlySpan<byte> last = LastReceived() is { } entry ? entry.Cursor : _position.AsSpan(0, _cursorLength);
                return Encoding.UTF8.GetString(last);
            }
        }
    }

    /// <summary>Begins at a place that an earlier watermark of the room had reached.</summary>
    public void StartAt(ResumePoint resume)
    {
        lock (_gate)
        {
            SetPosition(Encoding.UTF8.GetBytes(resume.Cursor), Encoding.UTF8.GetBytes(resume.InternalExt));
        }
    }

    /// <summary>Begins at the checkpoint of another owner.</summary>
    public void StartAt(RoomCheckpoint checkpoint)
    {
        lock (_gate)
        {
            _confirmed = checkpoint;
            StartAt(new ResumePoint(checkpoint.Cursor, checkpoint.InternalExt));
        }
    }

    /// <summary>
    /// The cursor of the state that is sent ahead of the stream: where to go on while there is no better one. Without it a session that
    /// ends before its first batch would be followed by one without a cursor, which skips what was sent in between.
    /// </summary>
    public void BeginAt(ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> internalExt)
    {
        lock (_gate)
        {
            if (_cursorLength == 0 && LastReceived() is null)
            {
                SetPosition(cursor, cursor.IsEmpty ? default : internalExt);
            }
        }
    }

    /// <summary>
    /// A frame that is still on its way was sent again: its ack goes where it was last sent from. False: not one of ours.
    /// </summary>
    public bool TryTie(in Frame frame, ISession session)
    {
        if (!IsRecognisable(frame))
        {
            return false;
        }

        lock (_gate)
        {
            if (_byContent is null || !_byContent.TryGetValue(frame.ContentKey, out var original))
            {
                return false;
            }

            if (original.Session != session || original.LogId != frame.LogId)
            {
                original.Address(session, frame.LogId, original.Ack.IsEmpty ? default : FrameWriter.Ack(frame.LogId, frame.InternalExt.IsEmpty ? original.InternalExt : frame.InternalExt));
                if (!original.Cursor.IsEmpty && !frame.Cursor.IsEmpty)
                {
                    original.SetPosition(frame.Cursor, frame.InternalExt);
                }
            }

            return true;
        }
    }

    /// <summary>Adds a frame behind all others. It is released once its records have settled, it was sealed by <see cref="Seal"/>, and all before it are.</summary>
    public FrameEntry Add(DateTimeOffset receivedAt)
    {
        lock (_gate)
        {
            var entry = Rent();
            entry.ReceivedAt = receivedAt;
            if (_tail is null)
            {
                _head = entry;
            }
            else
            {
                _tail.Next = entry;
            }

            _tail = entry;
            _pending++;
            return entry;
        }
    }

    /// <summary>Adds a frame of a session: with the address of its ack and the position behind it.</summary>
    /// <param name="session">Where it came from.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="needAck">Whether the upstream wants an ack.</param>
    /// <param name="cursor">The cursor behind it; empty: the frame does not move the position.</param>
    /// <param name="internalExt">The internal_ext that belongs to the cursor and to the ack.</param>
    /// <param name="receivedAt">When it was read.</param>
    public FrameEntry Add(ISession session, in Frame frame, bool needAck, ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> internalExt, DateTimeOffset receivedAt)
    {
        ReadOnlyMemory<byte> ack = needAck ? FrameWriter.Ack(frame.LogId, internalExt) : default;
        lock (_gate)
        {
            var entry = Add(receivedAt);
            entry.Address(session, frame.LogId, ack);
            entry.SetPosition(cursor, internalExt);
            if (IsRecognisable(frame))
            {
                entry.ContentKey = frame.ContentKey;
                (_byContent ??= [])[frame.ContentKey] = entry;
            }

            return entry;
        }
    }

    /// <summary>The frame was read whole: takes its bytes from the budget, and lets it complete.</summary>
    public void Seal(FrameEntry entry)
    {
        // Before the seal: after it the entry may be released, and even in use for another frame.
        budget.Take(entry.Bytes, entry.Records);
        Interlocked.Add(ref _pendingBytes, entry.Bytes);
        entry.IsSealed = true;
        entry.Seal();
    }

    /// <summary>Every record of the frame has settled. Called by the entry, on any thread.</summary>
    public void Completed(FrameEntry entry)
    {
        TaskCompletionSource? emptied = null;
        lock (_gate)
        {
            entry.IsDone = true;
            if (entry != _head)
            {
                return;
            }

            var now = time.GetUtcNow();
            while (_head is { IsDone: true } first)
            {
                _head = first.Next;
                _pending--;
                Release(first, now);
            }

            if (_head is null)
            {
                _tail = null;
                (emptied, _emptied) = (_emptied, null);
            }
        }

        emptied?.TrySetResult();
    }

    /// <summary>Completes when no frame is on its way, or when cancelled.</summary>
    public async Task<bool> WhenEmptyAsync(CancellationToken cancellationToken)
    {
        Task emptied;
        lock (_gate)
        {
            if (_head is null)
            {
                return true;
            }

            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            emptied = _emptied.Task;
        }

        await emptied.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return emptied.IsCompletedSuccessfully;
    }

    /// <summary>Gives up the position: the next session begins without a cursor, whatever is still on its way.</summary>
    public void AbandonPosition()
    {
        lock (_gate)
        {
            _cursorLength = 0;
            _positionLength = 0;
            for (var entry = _head; entry is not null; entry = entry.Next)
            {
                entry.SetPosition(default, default);
            }
        }
    }

    private static ResumePoint Text(ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> internalExt)
        => new(Encoding.UTF8.GetString(cursor), Encoding.UTF8.GetString(internalExt));

    private ResumePoint ResumeFrom(bool sealedOnly)
    {
        lock (_gate)
        {
            if (_cursorLength > 0)
            {
                return Position();
            }

            return LastReceived(sealedOnly) is { } last ? Text(last.Cursor, last.InternalExt) : ResumePoint.None;
        }
    }

    private ResumePoint Position() => Text(_position.AsSpan(0, _cursorLength), _position.AsSpan(_cursorLength, _positionLength - _cursorLength));

    // The last frame on its way that moves the position.
    private FrameEntry? LastReceived(bool sealedOnly = false)
    {
        FrameEntry? last = null;
        for (var entry = _head; entry is not null; entry = entry.Next)
        {
            last = entry.Cursor.IsEmpty || (sealedOnly && !entry.IsSealed) ? last : entry;
        }

        return last;
    }

    // Without a cursor and a checksum the key is little more than a length.
    private static bool IsRecognisable(in Frame frame) => frame.ContentKey != 0 && (frame.Gzip || !frame.Cursor.IsEmpty);

    // In order and under the lock, so that two delivery threads cannot swap two acks; nothing in here blocks.
    private void Release(FrameEntry entry, DateTimeOffset now)
    {
        if (entry.Session is { } session && !entry.Ack.IsEmpty)
        {
            session.Send(entry.Ack);
        }

        if (!entry.Cursor.IsEmpty)
        {
            SetPosition(entry.Cursor, entry.InternalExt);
        }

        if (entry.ContentKey != 0 && _byContent!.TryGetValue(entry.ContentKey, out var known) && known == entry)
        {
            _byContent.Remove(entry.ContentKey);
        }

        if (entry.Checkpoint is { } checkpoint)
        {
            _confirmed = checkpoint;
            fleet?.Checkpoints?.Confirmed(fleet.LiveId, checkpoint);
        }

        listener.FrameDelivered(now - entry.ReceivedAt, entry.ServerNow == 0 ? null : now - DateTimeOffset.FromUnixTimeMilliseconds(entry.ServerNow));
        Interlocked.Add(ref _pendingBytes, -entry.Bytes);
        budget.Give(entry.Bytes, entry.Records);
        Return(entry);
    }

    private void SetPosition(ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> internalExt)
    {
        _cursorLength = cursor.Length;
        _positionLength = cursor.Length + internalExt.Length;
        if (_position.Length < _positionLength)
        {
            _position = new byte[_positionLength + 16];
        }

        cursor.CopyTo(_position);
        internalExt.CopyTo(_position.AsSpan(_cursorLength));
    }

    private FrameEntry Rent()
    {
        if (_free is not { } entry)
        {
            return new FrameEntry(this);
        }

        _free = entry.Next;
        _freeCount--;
        entry.Next = null;
        return entry;
    }

    private void Return(FrameEntry entry)
    {
        entry.Clear();
        if (_freeCount < PoolLimit)
        {
            entry.Next = _free;
            _free = entry;
            _freeCount++;
        }
    }
}
