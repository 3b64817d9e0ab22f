using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// One received frame in a room's <see cref="Watermark"/>: waits for its records, and knows whom to thank for it. Pooled by the
/// watermark; fields other than the count of the base are guarded by the watermark's lock once the entry was added.
/// </summary>
internal sealed class FrameEntry(Watermark owner) : Delivery
{
    private byte[] _position = [];
    private int _cursorLength;
    private int _positionLength;

    /// <summary>The next entry in order of receipt, or the next free one in the pool.</summary>
    public FrameEntry? Next { get; set; }

    public ulong ContentKey { get; set; }

    /// <summary>Where the ack goes; null: none is owed.</summary>
    public ISession? Session { get; private set; }

    public ulong LogId { get; private set; }

    /// <summary>The whole ack frame; empty when none is asked for.</summary>
    public ReadOnlyMemory<byte> Ack { get; private set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The server's clock when it sent the batch, milliseconds since the Unix epoch; 0 unknown.</summary>
    public long ServerNow { get; set; }

    /// <summary>The state at this frame, to be told of when it is released; null: none was due. Set before the seal.</summary>
    public RoomCheckpoint? Checkpoint { get; set; }

    /// <summary>Completed, but something before it is not. Under the watermark's lock.</summary>
    public bool IsDone { get; set; }

    /// <summary>Read whole: every record of it was handed to the sink. Written and read by the room's loop.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Bytes and records handed to the sink; final once sealed.</summary>
    public long Bytes { get; private set; }

    public int Records { get; private set; }

    /// <summary>The upstream's cursor behind this frame; empty: this frame does not move the position.</summary>
    public ReadOnlySpan<byte> Cursor => _position.AsSpan(0, _cursorLength);

    public ReadOnlySpan<byte> InternalExt => _position.AsSpan(_cursorLength, _positionLength - _cursorLength);

    public void Address(ISession session, ulong logId, ReadOnlyMemory<byte> ack)
    {
        Session = session;
        LogId = logId;
        Ack = ack;
    }

    public void SetPosition(ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> internalExt)
    {
        _cursorLength = cursor.Length;
        _positionLength = cursor.IsEmpty ? 0 : cursor.Length + internalExt.Length;
        if (_position.Length < _positionLength)
        {
            _position = new byte[_positionLength + 16];
        }

        if (!cursor.IsEmpty)
        {
            cursor.CopyTo(_position);
            internalExt.CopyTo(_position.AsSpan(_cursorLength));
        }
    }

    /// <summary>Makes the entry as new; its buffer stays.</summary>
    public void Clear()
    {
        Next = null;
        ContentKey = 0;
        Session = null;
        LogId = 0;
        Ack = default;
        ReceivedAt = default;
        ServerNow = 0;
        Checkpoint = null;
        IsDone = false;
        IsSealed = false;
        Bytes = 0;
        Records = 0;
        _cursorLength = 0;
        _positionLength = 0;
        Rearm();
    }

    protected override void OnBegin(int bytes)
    {
        Bytes += bytes;
        Records++;
    }

    protected override void OnSettle(int bytes)
    {
        // Bytes are given back when the whole frame is released, in order.
    }

    protected override void OnComplete() => owner.Completed(this);
}
