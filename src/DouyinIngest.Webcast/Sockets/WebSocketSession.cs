using System.Buffers;
using System.Net.WebSockets;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// One open WebSocket. Ten thousand of them are cheap: a waiting session holds no buffer (zero-byte receive), no task of its own and one timer,
/// which serves heartbeat, idle watchdog and message deadline. Tells the listener of frames, heartbeats and acks.
/// </summary>
internal sealed class WebSocketSession : ISession, IHeartbeating
{
    /// <summary>For how long a close waits for what is queued to be sent, and for the peer's answer.</summary>
    internal static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Most frames fit, so that one read takes all of it; pooled, and held only while a message is being read.</summary>
    private const int FirstBufferBytes = 16 * 1024;

    private readonly WebSocket _socket;
    private readonly int _maxBytes;
    private readonly IWebcastListener _listener;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private readonly Lock _gate = new();
    private readonly SendQueue _sends;
    private readonly ITimer _timer;
    private SessionDeadlines _deadlines;
    private TimeSpan _armedFor;
    private CloseReason? _ended;
    private volatile bool _aborted;
    private bool _disposed;
    private bool _flowing;
    private Task<ValueWebSocketReceiveResult>? _unfinished;

    /// <summary>Takes over an open socket and sends the first heartbeat.</summary>
    public WebSocketSession(WebSocket socket, GatheringStream? connection, TimeSpan heartbeatInterval, TimeSpan messageTimeout, int maxMessageBytes, IWebcastListener listener, TimeProvider time)
    {
        _socket = socket;
        _maxBytes = maxMessageBytes;
        _listener = listener;
        _time = time;
        _opened = time.GetTimestamp();
        _sends = new SendQueue(socket, connection, Abort);
        _deadlines = new SessionDeadlines(heartbeatInterval, messageTimeout);
        _armedFor = _deadlines.Next;
        _timer = time.CreateTimer(static s => ((WebSocketSession)s!).OnTimer(), this, _armedFor, Timeout.InfiniteTimeSpan);
        Beat();
    }

    private TimeSpan Age => _time.GetElapsedTime(_opened);

    /// <inheritdoc/>
    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (EndedBecause(stoppingToken) is { } ended)
            {
                return SessionMessage.Closed(ended);
            }

            byte[]? buffer = null;
            try
            {
                // A quiet room waits without a buffer. While frames flow one is taken at once: a read less, and it is not kept waiting for long.
                buffer = _flowing ? ArrayPool<byte>.Shared.Rent(Math.Min(FirstBufferBytes, _maxBytes + 1)) : null;
                Watch(static (ref SessionDeadlines d, TimeSpan now) => d.BeginWait(now));
                var first = _socket.ReceiveAsync(buffer is null ? Memory<byte>.Empty : Free(buffer, 0), CancellationToken.None);
                _flowing = first.IsCompleted;
                var read = await StoppableAsync(first, stoppingToken);
                Watch(static (ref SessionDeadlines d, TimeSpan now) => d.BeginMessage(now));
                buffer ??= ArrayPool<byte>.Shared.Rent(Math.Min(FirstBufferBytes, _maxBytes + 1));
                var length = read.Count;
                while (length <= _maxBytes && read.MessageType != WebSocketMessageType.Close && !read.EndOfMessage)
                {
                    buffer = WithRoom(buffer, length);
                    read = await StoppableAsync(_socket.ReceiveAsync(Free(buffer, length), CancellationToken.None), stoppingToken);
                    length += read.Count;
                }

                if (length > _maxBytes)
                {
                    Abort(CloseReason.MessageTooLarge);
                }

                if (read.MessageType == WebSocketMessageType.Close)
                {
                    TryEnd(CloseReason.RemoteClosed);
                }
                else if (length <= _maxBytes)
                {
                    if (Accept(read, length))
                    {
                        var message = SessionMessage.Of(buffer, length, _time.GetUtcNow());
                        buffer = null;
                        return message;
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The read goes on below; its buffer is its own now, and DisposeAsync waits for it.
                buffer = null;
                return SessionMessage.Closed(CloseReason.Stopped);
            }
            catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                TryEnd(SocketFailure.Reason(e));
            }
            finally
            {
                Watch(static (ref SessionDeadlines d, TimeSpan _) => d.EndRead());
                if (buffer is not null)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (_sends.TryEnqueue(frame))
        {
            _listener.AckSent();
        }
    }

    /// <inheritdoc/>
    public void Abort(CloseReason reason)
    {
        TryEnd(reason);
        _aborted = true;
        _sends.Close();
        _socket.Abort();
    }

    /// <inheritdoc/>
    public void SetHeartbeatInterval(TimeSpan interval)
    {
        lock (_gate)
        {
            _deadlines.SetInterval(interval);
            Arm(always: true);
        }
    }

    /// <summary>
    /// Unless aborted: sends what is queued and a close, and waits for the answer, so that no ack is lost in a reset; at most
    /// <see cref="CloseTimeout"/>. Never throws.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        TryEnd(CloseReason.Stopped);
        if (!_aborted)
        {
            await CloseAsync();
        }

        _sends.Close();
        _socket.Abort();
        _socket.Dispose();
        await _sends.WhenRestingAsync();
        if (_unfinished is { } unfinished)
        {
            await ((Task)unfinished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CloseAsync()
    {
        using var deadline = new CancellationTokenSource(CloseTimeout, _time);
        try
        {
            await _sends.WhenRestingAsync().WaitAsync(deadline.Token);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, deadline.Token);
            }

            if (_unfinished is { } unfinished)
            {
                await unfinished.WaitAsync(deadline.Token);
            }

            // Whatever else arrives was not acknowledged and comes again.
            var scrap = new byte[1024];
            while (_socket.State == WebSocketState.CloseSent)
            {
                await _socket.ReceiveAsync(scrap.AsMemory(), deadline.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The peer is gone or does not answer: the caller aborts.
        }
    }

    private CloseReason? EndedBecause(CancellationToken stoppingToken)
    {
        lock (_gate)
        {
            return _ended ?? (stoppingToken.IsCancellationRequested || _unfinished is not null ? CloseReason.Stopped : null);
        }
    }

    private bool Accept(ValueWebSocketReceiveResult last, int length)
    {
        _listener.FrameReceived(length);
        if (last.MessageType == WebSocketMessageType.Binary)
        {
            return true;
        }

        _listener.FrameRejected(DropReason.BadEnvelope);
        return false;
    }

    private ValueTask<ValueWebSocketReceiveResult> StoppableAsync(ValueTask<ValueWebSocketReceiveResult> read, CancellationToken stoppingToken)
        => read.IsCompleted ? read : StopAsync(read.AsTask(), stoppingToken);

    private async ValueTask<ValueWebSocketReceiveResult> StopAsync(Task<ValueWebSocketReceiveResult> read, CancellationToken stoppingToken)
    {
        // Cancelling a WebSocket's read would break the socket, and with it the acks that are still to be sent.
        _unfinished = read;
        var result = await read.WaitAsync(stoppingToken);
        _unfinished = null;
        return result;
    }

    private Memory<byte> Free(byte[] buffer, int length) => buffer.AsMemory(length, Math.Min(buffer.Length, _maxBytes + 1) - length);

    private byte[] WithRoom(byte[] buffer, int length)
    {
        if (length < Math.Min(buffer.Length, _maxBytes + 1))
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, _maxBytes + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private void Beat()
    {
        if (_sends.TryEnqueue(FrameWriter.Heartbeat))
        {
            _listener.HeartbeatSent();
        }
    }

    private delegate void DeadlineChange(ref SessionDeadlines deadlines, TimeSpan now);

    private void Watch(DeadlineChange change)
    {
        lock (_gate)
        {
            change(ref _deadlines, Age);
            Arm(always: false);
        }
    }

    // Later deadlines need no new timer: when it fires for the earlier one it looks at all of them.
    private void Arm(bool always)
    {
        var next = _deadlines.Next;
        if (_ended is null && (always || next < _armedFor))
        {
            _armedFor = next;
            var wait = next - Age;
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        CloseReason? expired;
        bool beat;
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            var now = Age;
            expired = _deadlines.Expired(now);
            beat = _deadlines.TakeHeartbeat(now);
            Arm(always: true);
        }

        if (expired is { } reason)
        {
            Abort(reason);
        }
        else if (beat)
        {
            Beat();
        }
    }

    private bool TryEnd(CloseReason reason)
    {
        lock (_gate)
        {
            if (_ended is not null)
            {
                return false;
            }

            _ended = reason;
        }

        _timer.Dispose();
        return true;
    }
}
