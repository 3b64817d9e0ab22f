using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Status;

/// <summary>
/// Writes the status topic: JSON of <c>douyin.ops.v1.Status</c>, keyed by live id. Changes of state are coalesced, so that ten thousand rooms that
/// lose their upstream at once do not flood it; everything else is written as it comes.
/// </summary>
internal sealed partial class StatusPublisher : IStatusSink, IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(1);

    private readonly string _instance;
    private readonly string _topic;
    private readonly StatusMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<StatusPublisher> _logger;
    private readonly LogGate _logGate;
    private readonly IStatusTransport _transport;
    private readonly Lock _gate = new();
    private readonly StateCoalescer _states;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private bool _closed;

    /// <summary>Makes the producer; it connects by itself, in the background.</summary>
    /// <param name="options">Brokers, topic and credentials.</param>
    /// <param name="instance">Who says it: pod name and process nonce.</param>
    /// <param name="metrics">Its instruments.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures go, at a limited rate.</param>
    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    public StatusPublisher(KafkaOptions options, string instance, StatusMetrics metrics, TimeProvider time, ILogger<StatusPublisher> logger)
        : this(onFailure => new KafkaStatusTransport(options, onFailure), options.StatusTopic, instance, metrics, time, logger)
    {
    }

    /// <summary>With another way to the topic.</summary>
    internal StatusPublisher(
        Func<Action<StatusFailure, string>, IStatusTransport> transport,
        string topic,
        string instance,
        StatusMetrics metrics,
        TimeProvider time,
        ILogger<StatusPublisher> logger)
    {
        _topic = topic;
        _instance = instance;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _logGate = new LogGate(time);
        _states = new StateCoalescer(time);
        _transport = transport(Failed);
        _loop = RunAsync();
    }

    /// <inheritdoc/>
    public void RoomState(StatusRoom room, string from, string to, string reason, string remedy)
    {
        var status = StatusRecords.RoomState(room, from, to, reason, remedy, _time.GetUtcNow());
        lock (_gate)
        {
            // Within the gate, so that a later change cannot overtake an earlier one.
            if (_states.Offer(room.LiveId, status, out var replaced))
            {
                Write(status, StatusKind.State);
            }

            if (replaced)
            {
                _metrics.Coalesced();
            }
        }
    }

    /// <inheritdoc/>
    public void Gap(StatusRoom room, DateTimeOffset? from, DateTimeOffset? to, string reason, long estimatedEvents) =>
        Add(StatusRecords.Gap(room, from, to, reason, estimatedEvents, _time.GetUtcNow()), StatusKind.Gap);

    /// <inheritdoc/>
    public void Refused(string liveId, long offset, string reason, string remedy) =>
        Add(StatusRecords.Refused(liveId, offset, reason, remedy, _time.GetUtcNow()), StatusKind.Refused);

    /// <inheritdoc/>
    public void Quota(StatusRoom room, string credential, bool admitted, int limit) =>
        Add(StatusRecords.Quota(room, credential, admitted, limit, _time.GetUtcNow()), StatusKind.Quota);

    /// <inheritdoc/>
    public bool Shed(StatusRoom room, IReadOnlyDictionary<string, long> events) =>
        Add(StatusRecords.Shed(room, events, _time.GetUtcNow()), StatusKind.Shed);

    /// <summary>Writes what still waits and gives the broker <paramref name="timeout"/> to confirm it; false when that was not enough.</summary>
    public Task<bool> FlushAsync(TimeSpan timeout)
    {
        WriteDue(all: true);
        return Task.Run(() => _transport.Flush(timeout));
    }

    /// <summary>Writes what still waits, waits for the broker for at most a second, and closes. What comes afterwards is ignored.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }
        }

        await FlushAsync(LastFlush);
        lock (_gate)
        {
            _closed = true;
        }

        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _transport.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Turn, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                WriteDue(all: false);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private bool Add(Protos.Ops.V1.Status status, StatusKind kind)
    {
        lock (_gate)
        {
            return Write(status, kind);
        }
    }

    private void WriteDue(bool all)
    {
        lock (_gate)
        {
            foreach (var status in _states.Due(all))
            {
                Write(status, StatusKind.State);
            }
        }
    }

    private bool Write(Protos.Ops.V1.Status status, StatusKind kind)
    {
        if (_closed)
        {
            return false;
        }

        status.Instance = _instance;
        if (_transport.Send(status.LiveId, StatusRecords.Json(status)) is { } failure)
        {
            Failed(failure, "the client does not take it");
            return false;
        }

        _metrics.Written(kind);
        return true;
    }

    private void Failed(StatusFailure failure, string reason)
    {
        _metrics.Failed(failure);
        if (_logGate.Opens(failure.ToString()))
        {
            Log.NotWritten(_logger, _topic, failure, reason);
        }
    }
}
