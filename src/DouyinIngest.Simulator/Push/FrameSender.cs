using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Push;

/// <summary>Sends the frames of one connection, numbers them, keeps them until they are acknowledged, and breaks those that a fault hits.</summary>
internal sealed class FrameSender
{
    private readonly SessionContext _context;
    private readonly WebSocketWire _wire;
    private readonly long _liveId;
    private readonly Broadcast? _broadcast;
    private readonly Action _reset;
    private readonly long _connectedAt;
    private ulong _sequence;

    public FrameSender(SessionContext context, WebSocketWire wire, long liveId, Broadcast? broadcast, Action reset)
    {
        _context = context;
        _wire = wire;
        _liveId = liveId;
        _broadcast = broadcast;
        _reset = reset;
        _connectedAt = context.Now;
    }

    public InFlight InFlight { get; } = new();

    /// <summary>Nothing is sent any more, but the socket stays.</summary>
    public bool Silent { get; private set; }

    /// <summary>A fault has ended the connection.</summary>
    public bool Ended { get; private set; }

    /// <summary>Frames sent before this timestamp are due again.</summary>
    public long DueBefore => _context.Time.GetTimestamp()
        - (long)(_context.Options.RedeliverAfter.TotalSeconds * _context.Time.TimestampFrequency);

    /// <summary>Answers heartbeats.</summary>
    public async ValueTask ReplyAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
        {
            await WriteAsync(PushFrames.HeartbeatReply(++_sequence, _context.Now), default, cancellationToken);
        }
    }

    /// <summary>Sends one frame again whose ack is overdue; false when there is none.</summary>
    public async ValueTask<bool> RedeliverAsync(CancellationToken cancellationToken)
    {
        if (InFlight.TakeDue(DueBefore, _context.Time.GetTimestamp()) is not { } frame)
        {
            return false;
        }

        _context.Counters.RedeliveredOne();
        var fault = frame.Batch.InLog ? FaultFor(frame.Batch, following: null) : null;
        await TransmitAsync(frame, fault, cancellationToken);
        return true;
    }

    /// <summary>Sends a batch for the first time. Returns how many batches went out (2 when it changed places with the next).</summary>
    public async ValueTask<int> SendAsync(Batch batch, Batch? following, CancellationToken cancellationToken)
    {
        var fault = batch.InLog ? FaultFor(batch, following) : null;
        if (fault is { Kind: FaultKind.Reorder } && following is not null)
        {
            var (first, second) = Reordering.Swap(_broadcast!.RoomId, batch, following);
            await TransmitAsync(Track(first), null, cancellationToken);
            await TransmitAsync(Track(second), null, cancellationToken);
            _broadcast.Sent(batch.Position);
            _broadcast.Sent(following.Position);
            return 2;
        }

        await TransmitAsync(Track(batch), fault, cancellationToken);
        return 1;
    }

    private FaultRule? FaultFor(Batch batch, Batch? following)
    {
        var canReorder = following is not null && !following.Sticky && !batch.Sticky;
        return _context.Faults.OnFrame(_liveId, _broadcast!.RoomId, batch.Position, canReorder);
    }

    private SentFrame Track(Batch batch)
    {
        var logId = (ulong)Random.Shared.NextInt64(1L << 59, long.MaxValue);
        var frame = new SentFrame(
            logId, batch, BatchBuilder.InternalExt(_connectedAt, batch.Sticky, batch.WrdsVersion), batch.Cursor) { SentAt = long.MaxValue };
        InFlight.Add(frame);
        return frame;
    }

    private async ValueTask TransmitAsync(SentFrame frame, FaultRule? fault, CancellationToken cancellationToken)
    {
        if (fault?.Kind is not (FaultKind.Drop or FaultKind.Rst or FaultKind.Silent))
        {
            // A batch that is made for one connection stands for the place after it.
            _broadcast!.Offer(frame.Batch.InLog ? frame.Batch.Position : frame.Batch.Position + 1, frame.Batch.Outside);
            if (frame.Batch.InLog)
            {
                _broadcast.Sent(frame.Batch.Position);
            }
        }

        if (fault is null)
        {
            await SendCleanAsync(frame, cancellationToken);
        }
        else
        {
            await SendSpoiledAsync(frame, fault, cancellationToken);
        }

        frame.SentAt = _context.Time.GetTimestamp();
    }

    private ValueTask SendCleanAsync(SentFrame frame, CancellationToken cancellationToken)
    {
        var payload = frame.Batch.Compressed;
        return WriteAsync(PushFrames.Prefix(frame, ++_sequence, _context.Now, payload.Length), payload, cancellationToken);
    }

    private async ValueTask SendSpoiledAsync(SentFrame frame, FaultRule fault, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Drop:
                Ended = true;
                break;
            case FaultKind.Rst:
                _reset();
                Ended = true;
                break;
            case FaultKind.Stall:
                await Task.Delay(fault.For, _context.Time, cancellationToken);
                await SendCleanAsync(frame, cancellationToken);
                break;
            case FaultKind.Silent:
                Silent = true;
                break;
            case FaultKind.Duplicate:
                await SendCleanAsync(frame, cancellationToken);
                await SendCleanAsync(frame, cancellationToken);
                break;
            case FaultKind.Close or FaultKind.CloseBody:
                var body = fault.Kind == FaultKind.CloseBody ? frame.Batch : null;
                await WriteAsync(PushFrames.Close(++_sequence, body), default, cancellationToken);
                Silent = true;
                break;
            case FaultKind.Oversize or FaultKind.Endless or FaultKind.SlowLoris:
                await SlowOrLargeAsync(frame, fault, cancellationToken);
                break;
            default:
                var payload = SpoiledPayload.Of(fault, frame.Batch);
                var prefix = PushFrames.Prefix(frame, ++_sequence, _context.Now, payload.Length, fault.Kind != FaultKind.Uncompressed);
                var sent = fault.Kind == FaultKind.Truncate ? payload.AsMemory(0, payload.Length / 2) : payload;
                await WriteAsync(prefix, sent, cancellationToken);
                break;
        }
    }

    private async ValueTask SlowOrLargeAsync(SentFrame frame, FaultRule fault, CancellationToken cancellationToken)
    {
        var payload = frame.Batch.Compressed;
        var prefix = PushFrames.Prefix(frame, ++_sequence, _context.Now, fault.Kind == FaultKind.SlowLoris ? payload.Length : (int)fault.Size);
        switch (fault.Kind)
        {
            case FaultKind.SlowLoris:
                await BrokenFrames.SlowAsync(_wire, prefix, payload, fault.For, _context.Time, cancellationToken);
                break;
            case FaultKind.Oversize:
                await BrokenFrames.OversizeAsync(_wire, prefix, fault.Size, cancellationToken);
                break;
            default:
                await BrokenFrames.EndlessAsync(_wire, prefix, cancellationToken);
                break;
        }
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _context.Counters.Sent(prefix.Length + payload.Length);
        return _wire.WriteAsync(WebSocketWire.Binary, prefix, payload, cancellationToken);
    }
}
