using System.Globalization;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// One room's life: resolve, wait while it is offline, follow its broadcast, and again for the next one. A fault of ours in here is contained:
/// the room rests and begins anew from its watermark.
/// </summary>
internal sealed class RoomRunner(RoomAssignment assignment, RoomServices services, RoomPlace? place = null)
{
    /// <summary>How long a room of a fleet waits for its deliveries before it is handed over.</summary>
    public static readonly TimeSpan FleetSettle = TimeSpan.FromSeconds(3);

    private const int MaxFaultDoublings = 4;

    private readonly RoomCounters _counters = new(services.Listener, services.Time) { LiveId = assignment.LiveId };
    private readonly ILogger _logger = services.Loggers.CreateLogger(RoomLog.Category);
    private readonly bool _pinned = assignment.RoomId != 0;
    private readonly DrainOptions _drain = place is null ? services.Drain : new DrainOptions { Deadline = services.Drain.Deadline, Settle = FleetSettle, Flush = services.Drain.Flush };
    private readonly RoomReports? _reports = services.Status is { } status ? new RoomReports(status, place?.Gate) : null;
    private readonly RoomFilter _filter = new(services.Filter, assignment.Filter);
    private RoomFleet? _fleet;
    private SilenceWatch? _silence;
    private RoomShed? _shed;
    private RoomCheckpoint? _from = place?.From;
    private Broadcast? _broadcast;
    private ISessionConnector? _connector;
    private RoomPipeline? _pipeline;
    private RoomConnection? _connection;
    private RoomCards? _cards;
    private RoomInfoResult? _refused;
    private string _title = "";
    private int _reconnects;

    public RoomAssignment Assignment { get; private set; } = assignment;

    public RoomState State => _counters.State;

    /// <summary>How it goes now, or is to go next: the socket or polling.</summary>
    public RoomTransport Transport => _counters.Transport;

    public DateTimeOffset? OldestUnackedAt => _broadcast?.Watermark.OldestReceivedAt;

    /// <summary>When its last event was received; null when there was none.</summary>
    public DateTimeOffset? LastEventAt => _counters.LastEventAt;

    /// <summary>How far its last confirmed checkpoint is behind its last event; zero where one of the two is not.</summary>
    public TimeSpan CheckpointAge
        => _counters.LastEventAt is { } last
            && _broadcast?.Watermark.Confirmed is { } checkpoint
            && last - DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Time) is var age
            && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    /// <summary>Whether <paramref name="id"/> is the room's live id or the room id of its broadcast.</summary>
    public bool Is(string id) => string.Equals(Assignment.LiveId, id, StringComparison.Ordinal) || string.Equals(RoomId, id, StringComparison.Ordinal);

    private string RoomId => (_broadcast?.Room.RoomId ?? Assignment.RoomId) is var id and not 0 ? id.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>
    /// Lives until stopped, or until a pinned broadcast is over. Deliveries have settled (or the bound of the drain is past) when it returns.
    /// Throws <see cref="RoomFaultException"/> when a fault is not this room's alone.
    /// </summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var faults = 0;
        _counters.CarryOn(_from?.Counters);
        _fleet = place is null && _reports is null ? null : new RoomFleet(Assignment.LiveId, place?.Checkpoints, place?.Gate, _reports);
        _shed = services.Shed is null ? null : new RoomShed(services.Shed, (roomId, events) => _reports?.Shed(Assignment.LiveId, roomId, events) ?? true, services.Time);
        if (_reports is { } reports)
        {
            _counters.Moved = (before, now) => reports.StateChanged(Assignment.LiveId, _broadcast?.Room.RoomId ?? 0, before, now, now == RoomState.Streaming ? null : Refusal(_connection));
        }

        while (true)
        {
            try
            {
                await FollowAsync(stoppingToken);
                break;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                if (services.Faults.Trips(Assignment.LiveId, e))
                {
                    throw new RoomFaultException($"The same fault in {services.Ingest.FaultLimit} rooms in a row: {e.Message}", e);
                }

                services.Listener.RoomFaulted();
                var delay = services.Ingest.FaultDelay * Math.Pow(2, Math.Min(faults++, MaxFaultDoublings));
                RoomLog.Faulted(_logger, Assignment.LiveId, delay, e);
                BeginAnew();
                if (!await WaitAsync(RoomState.BackingOff, delay, stoppingToken))
                {
                    break;
                }
            }
        }

        if (State != RoomState.Ended)
        {
            _counters.MoveTo(RoomState.Stopped);
        }
    }

    /// <summary>Whether it streams and has said nothing for so long that it is worth a look whether the broadcast goes on.</summary>
    public bool IsSilent => !IsRoomId(Assignment) && _silence is { IsDue: true };

    /// <summary>
    /// Asks the room API about a room that is silent, and ends its broadcast when the <see cref="SilenceWatch"/> has heard often enough that it is
    /// over. Called by one caller at a time, beside the room's loop.
    /// </summary>
    public async Task LookIfOverAsync(CancellationToken cancellationToken)
    {
        var followed = _broadcast?.Room.RoomId;
        var result = await LookUpAsync(cancellationToken);
        var goesOn = result.Card is { IsLive: true } card && card.RoomId == followed;
        if ((result.Card is not null || RoomSteps.IsOffline(result.Refusal)) && _silence is { } silence && await silence.AnsweredAsync(goesOn))
        {
            RoomLog.EndedSilently(_logger, Assignment.LiveId, followed ?? 0);
        }
    }

    /// <summary>Goes on under another filter, from the next event on. Called from anywhere; nothing else of the assignment may differ.</summary>
    public void Refilter(RoomAssignment assignment)
    {
        Assignment = assignment;
        _filter.Use(assignment.Filter);
        RoomLog.Refiltered(_logger, Assignment.LiveId);
    }

    /// <summary>Where the room stands; called when it has stopped.</summary>
    public RoomEnd End(RoomCheckpoint.Types.Closed why)
    {
        if (why is RoomCheckpoint.Types.Closed.Paused or RoomCheckpoint.Types.Closed.Removed or RoomCheckpoint.Types.Closed.Unplaced)
        {
            services.RetireTasks(Assignment, _broadcast?.Room.RoomId ?? 0);
        }

        return new RoomEnd(
            _pipeline?.CaptureFinal(_broadcast is { HasEnded: true } && why == RoomCheckpoint.Types.Closed.Moved ? RoomCheckpoint.Types.Closed.Ended : why),
            _broadcast is null or { Watermark.Pending: 0 });
    }

    public RoomSnapshot Snapshot()
    {
        var connection = _connection;
        return new RoomSnapshot
        {
            LiveId = Assignment.LiveId,
            RoomId = RoomId,
            State = State,
            Since = _counters.Since,
            Transport = SnakeCase.Of(_counters.Transport),
            TransportChanges = _counters.TransportChanges,
            Title = _title,
            Labels = Assignment.Labels,
            Events = _counters.EventsByKind(),
            EventsPerSecond = _counters.EventsPerSecond,
            Frames = _counters.Frames,
            Bytes = _counters.Bytes,
            Duplicates = _counters.Duplicates,
            Dropped = _counters.Dropped,
            Filtered = _counters.Filtered,
            RejectedFrames = _counters.Rejected,
            RedeliveredFrames = _counters.Redelivered,
            Gaps = _counters.Gaps,
            UnackedFrames = _broadcast?.Watermark.Pending ?? 0,
            LastFrameAt = _counters.LastFrameAt,
            LastEventAt = _counters.LastEventAt,
            Sessions = _counters.Sessions,
            Reconnects = _reconnects + (connection?.Reconnects ?? 0),
            LastRefusal = Refusal(connection),
        };
    }

    private RoomRefusal? Refusal(RoomConnection? connection)
    {
        if (_refused is { } refused)
        {
            return new RoomRefusal(refused.Refusal.ToString(), refused.Detail, Remedies.For(refused.Refusal));
        }

        return connection?.LastReason is { } reason and not CloseReason.Stopped
            ? new RoomRefusal(reason.ToString(), connection.LastDetail, Remedies.For(reason))
            : null;
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var offlineAnswers = 0;
        await GoOnAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var step = RoomStep.Connect;
            if (_pinned)
            {
                Begin(Assignment.RoomId);
            }
            else
            {
                (step, offlineAnswers) = await ResolveAsync(offlineAnswers, stoppingToken);
            }

            if (step == RoomStep.Connect)
            {
                var reason = await ConnectAsync(stoppingToken);
                offlineAnswers = RoomSteps.IsOffline(reason) ? offlineAnswers + 1 : 0;
                step = RoomSteps.AfterConnection(reason, _pinned);
                if (reason == CloseReason.BroadcastEnded)
                {
                    End();
                }
            }

            if (_broadcast is { HasEnded: true } || step == RoomStep.End)
            {
                End();
            }

            if (step == RoomStep.Finish
                || !await WaitAsync(WaitingState, RoomSteps.Pace(services.Ingest.OfflineInterval, Random.Shared.NextDouble()), stoppingToken))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Goes on where an owner before us got to, without asking the room API: the broadcast goes on in most cases. One that is over by now ended
    /// while nobody followed it.
    /// </summary>
    private async Task GoOnAsync(CancellationToken stoppingToken)
    {
        if (_from is not { RoomId: not 0 } from || (_pinned && from.RoomId != Assignment.RoomId))
        {
            return;
        }

        Begin(from.RoomId);
        if (from.Closed == RoomCheckpoint.Types.Closed.Ended)
        {
            _broadcast!.HasEnded = true;
        }
        else if (from.Closed == RoomCheckpoint.Types.Closed.Paused)
        {
            // What was said in the pause is not wanted.
            _broadcast!.Watermark.AbandonPosition();
            _pipeline!.NoteGapUntilNow(GapReason.Paused);
        }
        else if (_broadcast!.Watermark.Resume.HasCursor || Assignment.Transport == RoomTransport.Push)
        {
            var reason = await ConnectAsync(stoppingToken);
            if (RoomSteps.IsOffline(reason))
            {
                _pipeline!.NoteGapUntilNow(GapReason.EndedUnowned);
            }

            if (RoomSteps.IsOffline(reason) || reason == CloseReason.BroadcastEnded)
            {
                End();
            }
        }
    }

    // A room that could not be looked up is not known to be offline.
    private RoomState WaitingState => State == RoomState.Ended ? RoomState.Ended
        : _refused is null || RoomSteps.IsOffline(_refused.Refusal) ? RoomState.Offline : RoomState.BackingOff;

    private async Task<(RoomStep Step, int OfflineAnswers)> ResolveAsync(int offlineAnswers, CancellationToken stoppingToken)
    {
        _counters.MoveTo(RoomState.Resolving);
        var result = await LookUpAsync(stoppingToken);
        if (result.Card is null && !RoomSteps.IsOffline(result.Refusal))
        {
            _refused = result;
            RoomLog.LookupRefused(_logger, Assignment.LiveId, result.Refusal, result.Detail, Remedies.For(result.Refusal));
            return (RoomStep.Wait, offlineAnswers);
        }

        _refused = result.Card is null ? result : null;
        var live = result.Card is { IsLive: true, RoomId: not 0 };
        offlineAnswers = live ? 0 : offlineAnswers + 1;
        var same = result.Card is { } card && card.RoomId == _broadcast?.Room.RoomId;
        var step = RoomSteps.AfterLookup(live, same && _broadcast!.HasEnded, offlineAnswers, _broadcast is { HasEnded: false });
        if (step == RoomStep.Connect)
        {
            Begin(result.Card!.RoomId);
        }

        if (place?.Gate is not { IsOpen: false } && result.Card is { } told && told.RoomId == _broadcast?.Room.RoomId)
        {
            _title = told.Title;
            RoomLog.LookedUp(_logger, Assignment.LiveId, told.Status);
            _cards!.Publish(told, _broadcast);
        }

        return (step, offlineAnswers);
    }

    private async Task<RoomInfoResult> LookUpAsync(CancellationToken stoppingToken)
    {
        await services.Lookups.WaitAsync(stoppingToken);
        try
        {
            return await services.RoomInfo.GetAsync(Assignment.LiveId, stoppingToken);
        }
        finally
        {
            services.Lookups.Release();
        }
    }

    private async Task<CloseReason> ConnectAsync(CancellationToken stoppingToken)
    {
        _counters.MoveTo(RoomState.Connecting);
        _reconnects += _connection?.Reconnects ?? 0;
        _connection = new RoomConnection(_connector!, _pipeline!, services.Policy, _counters, services.Time, _logger);
        var reason = await _silence!.RunAsync(_connection.RunAsync, stoppingToken);
        if (!RoomSteps.IsOffline(reason) && reason is not (CloseReason.Stopped or CloseReason.BroadcastEnded))
        {
            RoomLog.GivenUp(_logger, Assignment.LiveId, reason, _connection.LastDetail, Remedies.For(reason));
        }

        return reason;
    }

    private void Begin(long roomId)
    {
        if (_broadcast?.Room.RoomId == roomId)
        {
            return;
        }

        var key = RoomKey.Of(_pinned && IsRoomId(Assignment) ? "" : Assignment.LiveId, roomId, Assignment.Labels, place?.Gate.Epoch ?? 0);
        _silence ??= new SilenceWatch(_counters, services.Ingest.OfflineInterval, services.Time);
        _silence.Begin();
        _broadcast = Broadcast.From(
            _from,
            key,
            services.Events,
            services.Budget.OfRoom(services.Ingest.InFlightBytesPerRoom),
            _counters,
            services.Time,
            _fleet,
            _filter,
            _shed);
        _cards = new RoomCards(services.Sink, _counters, services.Time);
        _pipeline = new RoomPipeline(_broadcast, services.Inflater, services.Sink, _counters, _drain, services.Time, _logger);
        _counters.Begin(Assignment.Transport);
        _connector = services.Connectors.Create(new SessionTarget(key.LiveId, roomId, Assignment.Transport, Assignment.Credential), _counters);
        RoomLog.Following(_logger, Assignment.LiveId, roomId);
    }

    /// <summary>After a fault the old state is not trusted; only the confirmed position is kept, and what lies behind it is repeated.</summary>
    private void BeginAnew()
    {
        if (_broadcast is { HasEnded: false } old)
        {
            var cards = _cards;
            _broadcast = null;

            // In a fleet a checkpoint may be made of what comes next: only what is confirmed can be the beginning.
            _from = place is null ? null : old.Watermark.Confirmed;
            Begin(old.Room.RoomId);
            if (place is null)
            {
                _broadcast!.Watermark.StartAt(old.Watermark.ResumeAfterFault);
            }

            _cards = cards;
        }
    }

    private void End()
    {
        _counters.MoveTo(RoomState.Ended);
        if (!_broadcast!.HasEnded)
        {
            _broadcast.HasEnded = true;
            _pipeline!.TellEnded();
            services.RetireTasks(Assignment, _broadcast.Room.RoomId);
            RoomLog.Ended(_logger, Assignment.LiveId, _broadcast.Room.RoomId);
        }
    }

    private async Task<bool> WaitAsync(RoomState state, TimeSpan delay, CancellationToken stoppingToken)
    {
        _counters.MoveTo(state);
        await Task.Delay(delay, services.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stoppingToken.IsCancellationRequested;
    }

    private static bool IsRoomId(RoomAssignment assignment)
        => string.Equals(assignment.LiveId, assignment.RoomId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
