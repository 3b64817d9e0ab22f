using System.Net.WebSockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// Frames on their way out of one socket, in order and one at a time (a WebSocket allows no two sends at once). There is no task while there is
/// nothing to send: whoever finds the queue resting puts the sender on the thread pool.
/// </summary>
/// <param name="socket">Where frames go.</param>
/// <param name="connection">What the socket writes to, told when another frame follows; null: each frame goes out by itself.</param>
/// <param name="failed">Told, once, why the queue can send no more.</param>
internal sealed class SendQueue(WebSocket socket, GatheringStream? connection, Action<CloseReason> failed) : IThreadPoolWorkItem
{
    /// <summary>A peer that leaves this many frames unread does not read at all.</summary>
    internal const int MaxFrames = 4096;

    /// <summary>The same in bytes.</summary>
    internal const int MaxBytes = 1 << 20;

    private const int RestingCapacity = 64;

    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _frames = new();
    private int _bytes;
    private bool _sending;
    private bool _closed;
    private TaskCompletionSource? _resting;
    private Task _run = Task.CompletedTask;

    /// <summary>Takes a frame; false when the queue is closed. Too much unsent closes it. Never blocks.</summary>
    public bool TryEnqueue(ReadOnlyMemory<byte> frame)
    {
        bool overflow;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            overflow = _frames.Count >= MaxFrames || _bytes + frame.Length > MaxBytes;
            if (overflow)
            {
                _closed = true;
            }
            else
            {
                _frames.Enqueue(frame);
                _bytes += frame.Length;
                if (_sending)
                {
                    return true;
                }

                _sending = true;
            }
        }

        if (overflow)
        {
            failed(CloseReason.Network);
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>Sends nothing more; what is queued is forgotten.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>Completes when nothing is being sent. Never faults.</summary>
    public Task WhenRestingAsync()
    {
        lock (_gate)
        {
            if (!_sending)
            {
                return _run;
            }

            _resting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _resting.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => _run = SendAllAsync();

    private async Task SendAllAsync()
    {
        try
        {
            while (TryTake(out var frame))
            {
                await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // Whatever keeps a frame from being sent ends the session; the reader says so.
            Close();
            failed(SocketFailure.Reason(e));
            TryTake(out _);
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_closed)
            {
                _frames.Clear();
            }

            if (_frames.TryDequeue(out frame))
            {
                _bytes -= frame.Length;
                if (connection is not null)
                {
                    connection.MoreFollows = _frames.Count > 0;
                }

                return true;
            }

            if (_frames.Capacity > RestingCapacity)
            {
                _frames.TrimExcess();
            }

            _bytes = 0;
            _sending = false;
            _resting?.TrySetResult();
            _resting = null;
            return false;
        }
    }
}
