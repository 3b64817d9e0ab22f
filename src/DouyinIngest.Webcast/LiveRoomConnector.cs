using System.Globalization;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast;

/// <summary>
/// Follows one live room: connects, reconnects from where it was, and hands events over, by callbacks or by <see cref="ReadEventsAsync"/>.
/// A frame is acknowledged to the upstream when its callbacks have returned, or when the event after its last is asked for: what an application
/// has not consumed comes again after a reconnect. A connector is used for one broadcast, once.
/// </summary>
/// <remarks>
/// With neither a callback nor a reader, events wait. Slow consumers hold the reading back, never the heartbeat.
/// </remarks>
public sealed class LiveRoomConnector : IAsyncDisposable
{
    private const int RoomIdDigits = 19;

    private readonly string _room;
    private readonly LiveRoomOptions _options;
    private readonly LiveRoomServices _services;
    private readonly RoomStatistics _statistics;
    private readonly LiveRoomCallbacks _callbacks = new();
    private readonly EventHandover _handover = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private RoomConnection? _connection;
    private ChatTarget? _target;
    private ISession? _session;
    private TimeSpan _heartbeatInterval;
    private Action<LiveRoomError>? _onError;
    private Task _run = Task.CompletedTask;
    private bool _started;
    private bool _disposed;

    /// <param name="room">A live URL, its number, a short link, or the 19-digit room id of a broadcast.</param>
    /// <param name="options">Null: all defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public LiveRoomConnector(string room, LiveRoomOptions? options = null)
        : this(room, options ?? new LiveRoomOptions(), LiveRoomServices.Create)
    {
    }

    internal LiveRoomConnector(string room, LiveRoomOptions options, Func<LiveRoomOptions, LiveRoomServices> services)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(room);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRetries, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.HeartbeatInterval, TimeSpan.Zero, nameof(options));
        _room = room.Trim();
        _options = options;
        _heartbeatInterval = options.HeartbeatInterval;
        _services = services(options);
        _statistics = new RoomStatistics(options.TimeProvider);
    }

    /// <summary>Where the connection stands.</summary>
    public ConnectionState State => _connection?.State ?? ConnectionState.Idle;

    /// <summary>
    /// Completes when the room is no longer followed: the broadcast ended or <see cref="DisconnectAsync"/> was called. Faults with a
    /// <see cref="LiveRoomException"/> when the connector gave up.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Time between two heartbeats; a change takes effect at once.</summary>
    public TimeSpan HeartbeatInterval
    {
        get
        {
            lock (_gate)
            {
                return _heartbeatInterval;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            lock (_gate)
            {
                _heartbeatInterval = value;
                (_session as IHeartbeating)?.SetHeartbeatInterval(value);
            }
        }
    }

    /// <summary>
    /// Finds the broadcast (a 19-digit room id is taken as it is) and opens the first session; retries count from here on.
    /// </summary>
    /// <exception cref="LiveRoomException">The room is not to be had: its Reason and Remedy say why and what helps.</exception>
    /// <exception cref="FormatException">The text names no room; the message says what is accepted.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_started)
            {
                throw new InvalidOperationException("This connector was connected already; make a new one.");
            }

            _started = true;
        }

        try
        {
            var (liveId, roomId) = await ResolveAsync(cancellationToken);
            _target = new ChatTarget(liveId, roomId);
            _connection = Build(liveId, roomId);
        }
        catch
        {
            lock (_gate)
            {
                _started = false;
            }

            throw;
        }

        _run = RunAsync(_connection);
        try
        {
            await _opened.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await DisconnectAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops: no more events; acks of what was consumed are sent before the socket closes. Safe to call at any time and more than once,
    /// but not from within a callback.
    /// </summary>
    public async Task DisconnectAsync()
    {
        if (!_disposed)
        {
            await _stop.CancelAsync();
            await _run;
            End(error: null);
        }
    }

    /// <summary>
    /// The room's events, in order, until the broadcast ends or <see cref="DisconnectAsync"/>; throws <see cref="LiveRoomException"/> when the
    /// connector gives up. One reader at a time.
    /// </summary>
    public IAsyncEnumerable<LiveEvent> ReadEventsAsync(CancellationToken cancellationToken = default) => _handover.ReadAsync(cancellationToken);

    /// <summary>
    /// Says a line in the room as the user whose cookie was given, once: at a pace, never repeated. Every refusal is a result with its reason and
    /// remedy. May be called from a callback; awaiting it there holds up the events that follow.
    /// </summary>
    /// <exception cref="InvalidOperationException">No room was found yet: <see cref="ConnectAsync"/> comes first.</exception>
    public Task<ChatSendResult> SendMessageAsync(string text, CancellationToken cancellationToken = default)
        => _services.Chat.SendAsync(_target ?? throw new InvalidOperationException("There is no room to say it in yet: call ConnectAsync first."), text, cancellationToken);

    /// <summary>The counts so far.</summary>
    public RoomStats GetStats() => _statistics.Snapshot();

    /// <summary>Chat lines of every variant. The next event waits until it returns; what it throws ends the connector.</summary>
    public LiveRoomConnector OnChat(Action<ChatEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnChat(Action{ChatEvent})"/>
    public LiveRoomConnector OnChat(Func<ChatEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>Gifts.</summary>
    public LiveRoomConnector OnGift(Action<GiftEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnGift(Action{GiftEvent})"/>
    public LiveRoomConnector OnGift(Func<GiftEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>Likes.</summary>
    public LiveRoomConnector OnLike(Action<LikeEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnLike(Action{LikeEvent})"/>
    public LiveRoomConnector OnLike(Func<LikeEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>People who come in.</summary>
    public LiveRoomConnector OnEnter(Action<EnterEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnEnter(Action{EnterEvent})"/>
    public LiveRoomConnector OnEnter(Func<EnterEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>New followers of the anchor.</summary>
    public LiveRoomConnector OnFollow(Action<FollowEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnFollow(Action{FollowEvent})"/>
    public LiveRoomConnector OnFollow(Func<FollowEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>People who share the room.</summary>
    public LiveRoomConnector OnShare(Action<ShareEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnShare(Action{ShareEvent})"/>
    public LiveRoomConnector OnShare(Func<ShareEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>The room itself: audience, totals, paused, ended.</summary>
    public LiveRoomConnector OnRoomInfo(Action<RoomEvent> callback) => With(() => _callbacks.Add(callback));

    /// <inheritdoc cref="OnRoomInfo(Action{RoomEvent})"/>
    public LiveRoomConnector OnRoomInfo(Func<RoomEvent, ValueTask> callback) => With(() => _callbacks.Add(callback));

    /// <summary>Failures, one by one, "failed (n/max): why", gaps, and the last word when the connector gives up. Must not throw.</summary>
    public LiveRoomConnector OnError(Action<LiveRoomError> callback) => With(() => _onError += callback);

    /// <summary><see cref="DisconnectAsync"/>, and lets go of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _disposed = true;
        _services.Dispose();
        _stop.Dispose();
    }

    private LiveRoomConnector With(Action add)
    {
        add();
        return this;
    }

    private async Task<(string LiveId, long RoomId)> ResolveAsync(CancellationToken cancellationToken)
    {
        if (_room.Length == RoomIdDigits && long.TryParse(_room, NumberStyles.None, CultureInfo.InvariantCulture, out var pinned))
        {
            return ("", pinned);
        }

        var (card, refusal, detail) = await _services.Rooms.GetAsync(_room, cancellationToken);
        if (card is null)
        {
            throw new LiveRoomException(refusal, detail);
        }

        return card.IsLive ? (card.LiveId, card.RoomId) : throw new LiveRoomException(CloseReason.RoomOffline, $"the room is {card.Status}");
    }

    private RoomConnection Build(string liveId, long roomId)
    {
        var frames = new LiveFrameReader(new RoomEvents(roomId, new EventOptions()), new FrameInflater(new FrameOptions()), _statistics);
        return new RoomConnection(
            _services.Sockets.Create(new SessionTarget(liveId, roomId), _statistics),
            new LiveRoomReader(frames, _statistics, ConsumeAsync, SessionOpened, GapFound),
            new RetryReporter(new FixedDelayPolicy(_options.MaxRetries, _options.RetryDelay), Failed),
            _statistics,
            _options.TimeProvider,
            _options.LoggerFactory.CreateLogger<LiveRoomConnector>());
    }

    private async Task RunAsync(RoomConnection connection)
    {
        LiveRoomException? error = null;
        try
        {
            var reason = await connection.RunAsync(_stop.Token);
            if (reason is not (CloseReason.Stopped or CloseReason.BroadcastEnded))
            {
                error = new LiveRoomException(reason, connection.LastDetail);
            }
        }
        catch (Exception e)
        {
            // What a callback threw: the application's own, told to it by every way out.
            error = new LiveRoomException(CloseReason.ConsumerFailed, e.Message, e);
        }

        End(error);
    }

    private void End(LiveRoomException? error)
    {
        if (error is null)
        {
            _completion.TrySetResult();
            _opened.TrySetResult();
        }
        else
        {
            _completion.TrySetException(error);
            _opened.TrySetException(error);

            // Whoever reads by callbacks may never look at these tasks.
            _ = (_completion.Task.Exception, _opened.Task.Exception);
        }

        _handover.Complete(error);
        if (error is not null)
        {
            Tell(error.Message, error.Reason, final: true);
        }
    }

    private async Task ConsumeAsync(IReadOnlyList<LiveEvent> events, CancellationToken stoppingToken)
    {
        var called = _callbacks.Any;
        await _callbacks.CallAsync(events);
        if (!called || _handover.IsRead)
        {
            await _handover.OfferAsync(events, stoppingToken);
        }
    }

    private void SessionOpened(ISession session)
    {
        lock (_gate)
        {
            _session = session;
            (session as IHeartbeating)?.SetHeartbeatInterval(_heartbeatInterval);
        }

        _opened.TrySetResult();
    }

    private void Failed(int failures, CloseReason reason)
    {
        var why = _connection?.LastDetail is { Length: > 0 } detail ? $"{reason}, {detail}" : $"{reason}";
        Tell(string.Create(CultureInfo.InvariantCulture, $"failed ({failures}/{_options.MaxRetries}): {why}"), reason, final: false);
    }

    private void GapFound(string what)
    {
        _statistics.GapFound();
        Tell(what, CloseReason.UnreadableFrame, final: false);
    }

    private void Tell(string message, CloseReason reason, bool final)
        => _onError?.Invoke(new LiveRoomError(message, reason, Remedies.For(reason), final));
}
