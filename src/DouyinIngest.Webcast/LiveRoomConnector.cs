using System.Globalization;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast;

/// <summary>
/// Follows one live room: connects, reconnects from where it was, and hands events over, by callbacks or by <see cref="ReadEventsAsync"/>.
/// A frame is acknowledged to the upstream when its callbacks have returned, or when the event after its last is asked for, never before.
/// A connector is used for one broadcast, once.
/// </summary>
/// <remarks>
/// Callbacks run one at a time, on the thread pool, in the order of the events. Up to <see cref="EventQueueOptions.Capacity"/> events wait for a slow
/// application; then the socket is not read, or what <see cref="EventQueueOptions.DropOldest"/> names is dropped. Heartbeats go on either way.
/// With neither a callback nor a reader, events wait.
/// </remarks>
public sealed class LiveRoomConnector : IAsyncDisposable
{
    private const int RoomIdDigits = 19;

    private readonly string _room;
    private readonly LiveRoomOptions _options;
    private readonly LiveRoomServices _services;
    private readonly LiveRoomStatistics _statistics;
    private readonly LiveRoomDelivery _delivery;
    private readonly EventFilter? _filter;
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
    private int _released;

    /// <param name="room">A live URL, its number, a short link, or the 19-digit room id of a broadcast.</param>
    /// <param name="options">Null: all defaults.</param>
    /// <exception cref="ArgumentException">Options that could not work; the message names all of them.</exception>
    public LiveRoomConnector(string room, LiveRoomOptions? options = null)
        : this(room, options ?? new LiveRoomOptions(), LiveRoomServices.Create)
    {
    }

    internal LiveRoomConnector(string room, LiveRoomOptions options, Func<LiveRoomOptions, LiveRoomServices> services)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(room);
        LiveRoomOptionsValidator.ThrowIfInvalid(options);
        _room = room.Trim();
        _options = options;
        _heartbeatInterval = options.HeartbeatInterval;
        _filter = EventFilter.Of(options.Filter);
        _services = services(options);
        _statistics = new LiveRoomStatistics(options.TimeProvider);
        _delivery = new LiveRoomDelivery(options.Queue, _statistics);
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
    /// What the site says of the room: title, anchor, people, and whether it is live (<see cref="RoomCard.StatusText"/>). Works before connecting,
    /// while connected and afterwards.
    /// </summary>
    /// <exception cref="LiveRoomException">The site does not tell: Class, Reason and Remedy say why and what helps.</exception>
    /// <exception cref="FormatException">The text names no room; the message says what is accepted.</exception>
    public Task<RoomCard> GetRoomInfoAsync(CancellationToken cancellationToken = default) => _services.GetRoomInfoAsync(_room, cancellationToken);

    /// <summary>
    /// Finds the broadcast (a 19-digit room id is taken as it is) and opens the first session; retries count from here on.
    /// </summary>
    /// <exception cref="LiveRoomException">The room is not to be had: Class, Reason and Remedy say why and what helps.</exception>
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
        catch (Exception e)
        {
            lock (_gate)
            {
                _started = false;
            }

            if (e is LiveRoomException refused)
            {
                TellGaveUp(refused);
            }

            throw;
        }

        // Off the caller's context: a window's thread is for its window.
        var connection = _connection;
        _run = Task.Run(() => RunAsync(connection), CancellationToken.None);
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
    /// Stops: no more events; acks of what was consumed are sent before the socket closes. Safe to call at any time and more than once. From within
    /// a callback it only asks for the stop, since that waits for the callback: <see cref="Completion"/> tells when it is done.
    /// </summary>
    public async Task DisconnectAsync()
    {
        if (!_disposed)
        {
            await _stop.CancelAsync();
            if (!_delivery.IsInCallback)
            {
                await _run;
                End(error: null);
            }
        }
    }

    /// <summary>
    /// The room's events, in order, until the broadcast ends or <see cref="DisconnectAsync"/>; throws <see cref="LiveRoomException"/> when the
    /// connector gives up. One reader at a time.
    /// </summary>
    public IAsyncEnumerable<LiveEvent> ReadEventsAsync(CancellationToken cancellationToken = default) => _delivery.ReadAsync(cancellationToken);

    /// <summary>The counts so far: events by kind, reconnects, latency, what waits and what was dropped.</summary>
    public LiveRoomStats GetStats() => _statistics.Snapshot(_delivery.Queue.Snapshot());

    /// <summary>Events of every kind, in order. The next event waits until it returns; what it throws ends the connector.</summary>
    public LiveRoomConnector OnEvent(Action<LiveEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnEvent(Action{LiveEvent})"/>
    public LiveRoomConnector OnEvent(Func<LiveEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>
    /// Says a line in the room as the user whose cookie was given, once: at a pace, never repeated. Every refusal is a result with its reason and
    /// remedy. May be called from a callback; awaiting it there holds up the events that follow.
    /// </summary>
    /// <exception cref="InvalidOperationException">No room was found yet: <see cref="ConnectAsync"/> comes first.</exception>
    public Task<ChatSendResult> SendMessageAsync(string text, CancellationToken cancellationToken = default)
        => _services.Chat.SendAsync(_target ?? throw new InvalidOperationException("There is no room to say it in yet: call ConnectAsync first."), text, cancellationToken);

    /// <summary>Chat lines of every variant. The next event waits until it returns; what it throws ends the connector.</summary>
    public LiveRoomConnector OnChat(Action<ChatEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnChat(Action{ChatEvent})"/>
    public LiveRoomConnector OnChat(Func<ChatEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>Gifts.</summary>
    public LiveRoomConnector OnGift(Action<GiftEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnGift(Action{GiftEvent})"/>
    public LiveRoomConnector OnGift(Func<GiftEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>Likes.</summary>
    public LiveRoomConnector OnLike(Action<LikeEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnLike(Action{LikeEvent})"/>
    public LiveRoomConnector OnLike(Func<LikeEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>People who come in.</summary>
    public LiveRoomConnector OnEnter(Action<EnterEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnEnter(Action{EnterEvent})"/>
    public LiveRoomConnector OnEnter(Func<EnterEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>New followers of the anchor.</summary>
    public LiveRoomConnector OnFollow(Action<FollowEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnFollow(Action{FollowEvent})"/>
    public LiveRoomConnector OnFollow(Func<FollowEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>People who share the room.</summary>
    public LiveRoomConnector OnShare(Action<ShareEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnShare(Action{ShareEvent})"/>
    public LiveRoomConnector OnShare(Func<ShareEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>The room itself: audience, totals, paused, ended.</summary>
    public LiveRoomConnector OnRoomInfo(Action<RoomEvent> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <inheritdoc cref="OnRoomInfo(Action{RoomEvent})"/>
    public LiveRoomConnector OnRoomInfo(Func<RoomEvent, Task> callback) => With(() => _delivery.Callbacks.Add(callback));

    /// <summary>Failures, one by one, "failed (n/max): why", gaps, and the last word, "gave up: why", when the connector gives up. Must not throw.</summary>
    public LiveRoomConnector OnError(Action<LiveRoomError> callback) => With(() => _onError += callback);

    /// <summary><see cref="DisconnectAsync"/>, and lets go of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _disposed = true;
        if (!_delivery.IsInCallback)
        {
            await _run;
            Release();
        }
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _services.Dispose();
            _stop.Dispose();
        }
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

        var card = await GetRoomInfoAsync(cancellationToken);
        return card.IsLive ? (card.LiveId, card.RoomId) : throw new LiveRoomException(CloseReason.RoomOffline, $"the site says {card.StatusText}");
    }

    private RoomConnection Build(string liveId, long roomId)
    {
        var frames = new LiveFrameReader(new RoomEvents(roomId, new EventOptions()), new FrameInflater(new FrameOptions()), _statistics, _filter);
        return new RoomConnection(
            Recorded(_services.Sockets).Create(new SessionTarget(liveId, roomId, _options.Transport), _statistics),
            new LiveRoomReader(frames, _statistics, _delivery.Queue, SessionOpened, GapFound),
            new RetryReporter(new FixedDelayPolicy(_options.MaxRetries, _options.RetryDelay), Failed),
            _statistics,
            _options.TimeProvider,
            _options.LoggerFactory.CreateLogger<LiveRoomConnector>());
    }

    private ISessionConnectorFactory Recorded(ISessionConnectorFactory sockets)
        => _options.Recorder is { } recorder ? new RecordingConnectorFactory(sockets, recorder, _options.MaxRetries) : sockets;

    private async Task RunAsync(RoomConnection connection)
    {
        LiveRoomException? error = null;
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            var delivering = _delivery.RunAsync(ending);
            try
            {
                var reason = await FollowAsync(connection, ending.Token);
                if (reason is not (CloseReason.Stopped or CloseReason.BroadcastEnded))
                {
                    error = new LiveRoomException(reason, connection.LastDetail);
                }

                await ending.CancelAsync();
                await delivering;
            }
            catch (Exception e)
            {
                // What a callback, or a signer of the application's, threw: told to it by every way out.
                error = new LiveRoomException(CloseReason.ConsumerFailed, e.Message, e);
                await ending.CancelAsync();
                await delivering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        End(error);
        if (_disposed)
        {
            Release();
        }
    }

    // What was read before the end is handed over before it.
    private async Task<CloseReason> FollowAsync(RoomConnection connection, CancellationToken stoppingToken)
    {
        var reason = await connection.RunAsync(stoppingToken);
        try
        {
            await _delivery.Queue.WhenEmptyAsync(stoppingToken);
            return reason;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return CloseReason.Stopped;
        }
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

        _delivery.Complete(error);
        if (error is not null)
        {
            TellGaveUp(error);
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
        var why = LiveRoomException.Describe(reason, _connection?.LastDetail ?? "");
        Tell(string.Create(CultureInfo.InvariantCulture, $"failed ({failures}/{_options.MaxRetries}): {why}"), reason, final: false);
    }

    private void GapFound(string what)
    {
        _statistics.GapFound();
        Tell(what, CloseReason.UnreadableFrame, final: false);
    }

    private void TellGaveUp(LiveRoomException error)
        => Tell("gave up: " + LiveRoomException.Describe(error.Reason, error.Detail), error.Reason, final: true);

    private void Tell(string message, CloseReason reason, bool final)
        => _onError?.Invoke(LiveRoomError.Of(reason, message, final));
}
