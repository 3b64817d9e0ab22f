using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>
/// A room that is polled, as a session: each answer becomes the frame that a socket would bring, and asks for an ack. That ack says that the answer is durable,
/// and goes no further: the next poll waits for it, and carries the answer's cursor. So the upstream is told of no more than is delivered, as with a socket.
/// </summary>
/// <remarks>
/// While the broker is away the acks do not come. A cursor that is left alone is forgotten upstream, and then what came in between is lost for certain; so after
/// <see cref="MostUnsettled"/> the poll goes on behind what was received: that is in flight and ours to deliver, bounded by the in-flight budget. What a
/// successor resumes from is durable as ever.
/// </remarks>
internal sealed class PollingSession : ISession
{
    /// <summary>For how long a poll waits until the answer before it is durable.</summary>
    internal static readonly TimeSpan MostUnsettled = TimeSpan.FromSeconds(20);

    /// <summary>An answer may ask for longer pauses, but not put a room to sleep.</summary>
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    private readonly IRoomFetcher _fetcher;
    private readonly TimeSpan _interval;
    private readonly IWebcastListener _listener;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _aborted = new();
    private readonly Lock _gate = new();
    private Fetched? _ready;
    private TaskCompletionSource _settled = Settled();
    private ulong _logId;
    private TimeSpan _pause;
    private long _askedAt;
    private CloseReason? _ended;
    private bool _disposed;

    /// <param name="fetcher">Polls the room.</param>
    /// <param name="first">The answer that opened the session; <see cref="CloseReason.MessageTooLarge"/> alone may be a refusal: the session ends with it.</param>
    /// <param name="askedAt">When that poll was begun, a timestamp of <paramref name="time"/>.</param>
    /// <param name="interval">From the beginning of one poll to the next.</param>
    /// <param name="listener">Hears of answers.</param>
    /// <param name="time">The clock.</param>
    public PollingSession(IRoomFetcher fetcher, Fetched first, long askedAt, TimeSpan interval, IWebcastListener listener, TimeProvider time)
    {
        _fetcher = fetcher;
        _ready = first;
        _askedAt = askedAt;
        _interval = interval;
        _listener = listener;
        _time = time;
        Behind = first.Asked;
    }

    /// <summary>Behind the last answer that was handed out; before the first, where it was asked to go on.</summary>
    public ResumePoint Behind { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        if (_ended is { } ended)
        {
            return SessionMessage.Closed(ended);
        }

        var fetched = _ready;
        _ready = null;
        try
        {
            fetched ??= await NextAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested || _ended is not null)
        {
            return SessionMessage.Closed(_ended ?? CloseReason.Stopped);
        }

        if (fetched.IsRefused)
        {
            TryEnd(fetched.Reason);
            return SessionMessage.Closed(_ended!.Value);
        }

        return Hand(fetched);
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (!FrameReader.TryRead(frame.Span, out var ack))
        {
            return;
        }

        // Acks come in order; that of the last answer says that all are durable.
        lock (_gate)
        {
            if (ack.LogId == _logId)
            {
                _settled.TrySetResult();
            }
        }
    }

    /// <inheritdoc/>
    public void Abort(CloseReason reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
            if (_disposed)
            {
                return;
            }
        }

        _aborted.Cancel();
    }

    /// <summary>Nothing has to be told upstream: the cursor of the next session says it all.</summary>
    public ValueTask DisposeAsync()
    {
        Abort(CloseReason.Stopped);
        lock (_gate)
        {
            _disposed = true;
        }

        _aborted.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Settled()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        settled.SetResult();
        return settled;
    }

    private async Task<Fetched> NextAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _aborted.Token);
        var due = (_pause > _interval ? _pause : _interval) - _time.GetElapsedTime(_askedAt);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, _time, either.Token);
        }

        try
        {
            await _settled.Task.WaitAsync(MostUnsettled, _time, either.Token);
        }
        catch (TimeoutException)
        {
            // See the remarks.
        }

        _askedAt = _time.GetTimestamp();
        return await _fetcher.FetchAsync(Behind, either.Token);
    }

    private SessionMessage Hand(Fetched fetched)
    {
        var interval = fetched.Place?.Interval ?? TimeSpan.Zero;
        _pause = interval < LongestInterval ? interval : LongestInterval;
        Behind = fetched.Behind;
        _listener.FrameReceived(fetched.Body.Length);
        lock (_gate)
        {
            _logId++;
            _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return SessionMessage.Of(FrameWriter.RentAnswer(_logId, fetched.Body.Span, out var length), length, fetched.ReceivedAt, fetched.Link);
    }

    private void TryEnd(CloseReason reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
        }
    }
}
