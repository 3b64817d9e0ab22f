using System.Text;
using System.Threading.Channels;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Push;

/// <summary>
/// One socket: reads heartbeats and acks, and sends from the room's log at the client's pace. Without a broadcast (a number that is no
/// room id) it answers heartbeats and says nothing else.
/// </summary>
internal sealed class PushSession : IDisposable
{
    private readonly SessionContext _context;
    private readonly WebSocketWire _wire;
    private readonly Broadcast? _broadcast;
    private readonly FrameSender _sender;
    private readonly Action _reset;
    private readonly Queue<Batch> _opening = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    private readonly CancellationTokenSource _ended = new();
    private int _ending;
    private int _heartbeatsDue;
    private byte[]? _pongDue;
    private long _heardAt;
    private long _next;
    private long _frozenUntil;

    public PushSession(SessionContext context, WebSocketWire wire, SimulatedRoom? room, Broadcast? broadcast, string? cursor, Action reset)
    {
        _context = context;
        _wire = wire;
        _broadcast = broadcast;
        _reset = reset;
        LiveId = room?.LiveId ?? 0;
        _heardAt = context.Time.GetTimestamp();
        _sender = new FrameSender(context, wire, LiveId, broadcast, reset);
        if (broadcast is not null)
        {
            Open(broadcast, cursor);
        }
    }

    /// <summary>The room's live id; 0 when it is no room of ours.</summary>
    public long LiveId { get; }

    /// <summary>Something is yet to be sent, or to be acknowledged. While the sender is between the two it may be missed: look twice.</summary>
    public bool IsBehind => _sender.InFlight.Count > 0 || _opening.Count > 0 || _broadcast?.HasAny(Volatile.Read(ref _next)) == true;

    private bool IsFrozen => Volatile.Read(ref _frozenUntil) is > 0 and var until && _context.Time.GetTimestamp() < until;

    /// <summary>There may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>A look at the clock: wakes the sender when a frame is due again. False: the client has been silent for too long.</summary>
    public bool IsAlive()
    {
        if (IsFrozen)
        {
            return true;
        }

        if (Interlocked.Exchange(ref _frozenUntil, 0) > 0)
        {
            Volatile.Write(ref _heardAt, _context.Time.GetTimestamp());
            Wake();
        }

        if (_context.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) > _context.Options.HeartbeatTimeout)
        {
            return false;
        }

        if (_sender.InFlight.AnyDue(_sender.DueBefore))
        {
            Wake();
        }

        return true;
    }

    /// <summary>Ends the socket from our side; false when that was asked for before.</summary>
    public bool End()
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return false;
        }

        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself in the meantime.
        }

        return true;
    }

    /// <summary>Resets the connection (RST).</summary>
    public void Reset()
    {
        try
        {
            _reset();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself in the meantime.
        }
    }

    /// <summary>Half open: for this long nothing is answered or sent, and what comes is not heard.</summary>
    public void Freeze(TimeSpan time)
        => Volatile.Write(ref _frozenUntil, _context.Time.GetTimestamp() + (long)(time.TotalSeconds * _context.Time.TimestampFrequency));

    public void Dispose() => _ended.Dispose();

    /// <summary>Runs until either side ends the socket; expected ends do not throw.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _ended.Token);
        _broadcast?.Add(this);
        try
        {
            var reading = Quietly(ReadAsync(stop.Token));
            var sending = Quietly(SendAsync(stop.Token));
            await Task.WhenAny(reading, sending);
            await stop.CancelAsync();
            await Task.WhenAll(reading, sending);
        }
        finally
        {
            _broadcast?.Remove(this);
        }
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has gone, or we were told to end: both are ordinary ends of a socket.
        }
    }

    private void Open(Broadcast broadcast, string? cursor)
    {
        var opening = broadcast.Open(cursor);
        _next = opening.Start;
        _context.Counters.Missed(opening.Missed);
        _context.Counters.Replayed(opening.Replayed);
        if (opening.Resumed)
        {
            _context.Counters.Resumed();
        }

        foreach (var batch in OpeningBatches.Of(broadcast.RoomId, opening, _context.Now))
        {
            _opening.Enqueue(batch);
        }

        Wake();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await _wire.ReadAsync(cancellationToken) is { } message)
        {
            if (IsFrozen && message.Opcode != WebSocketWire.Close)
            {
                continue;
            }

            switch (message.Opcode)
            {
                case WebSocketWire.Close:
                    return;
                case WebSocketWire.Ping:
                    _context.Counters.Ping();
                    Volatile.Write(ref _heardAt, _context.Time.GetTimestamp());
                    Interlocked.Exchange(ref _pongDue, message.Payload.ToArray());
                    Wake();
                    break;
                case WebSocketWire.Binary:
                    Take(message.Payload.Span);
                    break;
                default:
                    break;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        PushFrame frame;
        try
        {
            frame = PushFrame.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            _context.Counters.UnknownFrame();
            return;
        }

        switch (frame.PayloadType)
        {
            case "hb":
                _context.Counters.Heartbeat();
                Volatile.Write(ref _heardAt, _context.Time.GetTimestamp());
                Interlocked.Increment(ref _heartbeatsDue);
                break;
            case "ack":
                Acknowledge(frame);
                break;
            default:
                _context.Counters.UnknownFrame();
                break;
        }

        Wake();
    }

    private void Acknowledge(PushFrame frame)
    {
        switch (_sender.InFlight.Ack(frame.LogId, Encoding.UTF8.GetString(frame.Payload.Span)))
        {
            case AckResult.Taken:
                _context.Counters.Acked();
                break;
            case AckResult.Again:
                _context.Counters.AckedAgain();
                break;
            default:
                _context.Counters.WrongAck();
                break;
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _wake.Reader.ReadAsync(cancellationToken);
            var more = true;
            while (more && !_sender.Silent && !IsFrozen)
            {
                more = await StepAsync(cancellationToken);
                if (_sender.Ended)
                {
                    return;
                }
            }
        }
    }

    private async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _pongDue, null) is { } pong)
        {
            await _wire.WriteAsync(WebSocketWire.Pong, pong, default, cancellationToken);
            return true;
        }

        if (Interlocked.Exchange(ref _heartbeatsDue, 0) is > 0 and var replies)
        {
            if (_context.Faults.OnRequest(FaultPoint.Heartbeat, LiveId, _broadcast?.RoomId ?? 0) is null)
            {
                await _sender.ReplyAsync(replies, cancellationToken);
            }

            return true;
        }

        if (await _sender.RedeliverAsync(cancellationToken))
        {
            return true;
        }

        if (_broadcast is null || _sender.InFlight.Count >= _context.Options.SendWindow)
        {
            return false;
        }

        if (_opening.TryDequeue(out var first))
        {
            await _sender.SendAsync(first, following: null, cancellationToken);
            return true;
        }

        var batch = _broadcast.Read(ref _next, out var missed);
        _context.Counters.Missed(missed);
        if (batch is null)
        {
            return false;
        }

        var following = _next + 1;
        var second = _broadcast.Read(ref following, out _);
        _next += await _sender.SendAsync(batch, second, cancellationToken);
        return true;
    }
}
