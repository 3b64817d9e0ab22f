using System.Buffers;
using System.Buffers.Text;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// Turns the messages of one broadcast into events: ids, dedupe, sticky versions, gift totals. Holds the room's state; one caller at a time.
/// A quiet room must cost next to nothing (its tables are made when first needed).
/// </summary>
internal sealed class RoomEvents(long roomId, EventOptions options)
{
    /// <summary>
    /// What a connect without cursor is shown again are the last 15 persisted messages and some members; a quiet room's checkpoint would
    /// be many times its events if it held all that are remembered.
    /// </summary>
    public const int LeastCaptured = 96;

    /// <summary>How many ids of what the Open Platform keeps are captured at most, the last ones.</summary>
    public const int MostKeptCaptured = 1024;

    private readonly EventIdWriter _ids = new(roomId);
    private readonly DedupeWindow _seen = new((long)options.DedupeWindow.TotalMilliseconds, options.DedupeMinIds);
    private readonly StickyVersions _versions = new();
    private GiftLedger? _gifts;
    private DedupeWindow? _kept;
    private byte[]? _comboId;

    /// <summary>Goes on from what another <see cref="RoomEvents"/> of the same broadcast had captured.</summary>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="options">How events are recognised.</param>
    /// <param name="state">What was captured.</param>
    /// <param name="seenAt">When, milliseconds since the Unix epoch: its ids count as seen then.</param>
    public RoomEvents(long roomId, EventOptions options, RoomEventsState state, long seenAt)
        : this(roomId, options)
    {
        _seen.Restore(state.EventIds, seenAt);
        _versions.Restore(state.Versions);
        if (state.OpenCombos.Length > 0 || state.EndedCombos.Length > 0)
        {
            _gifts = new GiftLedger(options);
            _gifts.Restore(state.OpenCombos, state.EndedCombos);
        }

        if (state.KeptIds.Length > 0)
        {
            Kept.Restore(state.KeptIds, seenAt);
        }
    }

    public long RoomId { get; } = roomId;

    /// <summary>How many event ids were ever seen.</summary>
    public long SeenIds => _seen.Added;

    /// <summary>Which of them the last <see cref="DropReason.Duplicate"/> by event id repeated, counted from 0.</summary>
    public long LastRepeat => _seen.LastRepeat;

    /// <summary>
    /// One message → zero or one event. <see cref="DropReason.None"/>: <paramref name="view"/> is the event (its spans point into the
    /// message and into this object; valid until the next call). Anything else: no event, and why. Never throws for bad bytes.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="responseNow">Response.now, milliseconds; 0 when absent.</param>
    /// <param name="receivedAt">When the frame was read, milliseconds since the Unix epoch.</param>
    /// <param name="maxStringBytes">Longest string accepted.</param>
    /// <param name="view">The event.</param>
    public DropReason TryMap(in MessageView message, long responseNow, long receivedAt, int maxStringBytes, out LiveEventView view)
    {
        view = default;
        switch (message.Kind)
        {
            case MessageKind.Unknown:
                return DropReason.UnknownMethod;
            case MessageKind.Known:
                return DropReason.NoEvent;
        }

        CommonView common = default;
        GiftView gift = default;
        LiveEventView read = default;
        if (!MessageMapper.TryRead(message, ref common, ref gift, ref read))
        {
            return DropReason.BadMessage;
        }

        view = read;
        if (view.Kind == EventKind.None)
        {
            return DropReason.NoEvent;
        }

        if (!ViewStrings.TrySettle(ref view, maxStringBytes))
        {
            return DropReason.StringTooLong;
        }

        view.RoomId = RoomId;
        view.ReceivedTime = receivedAt;
        (view.UpstreamTime, view.UpstreamTimeSource) = UpstreamTimes.Best(common.CreateTime, common.EventTime, responseNow);

        var reason = TryIdentify(message, common, receivedAt, ref view, out var idHash);
        if (reason == DropReason.None && view.Kind == EventKind.Gift)
        {
            _gifts ??= new GiftLedger(Options);
            var serverTime = UpstreamTimes.Milliseconds(responseNow);
            _gifts.Count(gift, idHash, serverTime > 0 ? serverTime : view.UpstreamTime, ref view);
        }

        return reason;
    }

    /// <summary>
    /// Takes an event that the Open Platform pushed: gives it its id, and says <see cref="DropReason.None"/>, or why it is none. The id stands in
    /// this object until the next call.
    /// </summary>
    /// <param name="msgId">What the platform knows it by.</param>
    /// <param name="kept">The platform keeps what it could not deliver, and may show it again for as long as the broadcast lasts: its id is remembered apart, so that talk does not push it out.</param>
    /// <param name="receivedAt">When it was received, milliseconds since the Unix epoch.</param>
    /// <param name="maxStringBytes">Longest string accepted.</param>
    /// <param name="view">The event without its id; of no kind when it has none of ours.</param>
    public DropReason TryTakePushed(scoped ReadOnlySpan<byte> msgId, bool kept, long receivedAt, int maxStringBytes, ref LiveEventView view)
    {
        if (!ViewStrings.TrySettle(ref view, maxStringBytes))
        {
            return DropReason.StringTooLong;
        }

        view.RoomId = RoomId;
        view.ReceivedTime = receivedAt;
        view.EventId = _ids.OfPush(msgId);
        var hash = Hash64.Of(view.EventId);
        if ((kept && !Kept.TryAdd(hash, receivedAt)) | !_seen.TryAdd(hash, receivedAt))
        {
            return DropReason.Duplicate;
        }

        if (view.Kind == EventKind.Gift)
        {
            view.ComboId = ComboIdOf(hash);
        }

        return DropReason.None;
    }

    /// <summary>
    /// The next combo that has had no progress for <see cref="EventOptions.ComboIdle"/> of upstream time, as a derived gift event
    /// (ended, count 0). Called after the messages of a frame, until false.
    /// </summary>
    public bool TryCloseIdleCombo(long responseNow, long receivedAt, out LiveEventView view)
    {
        view = default;
        var serverTime = UpstreamTimes.Milliseconds(responseNow);
        if (_gifts is null || serverTime == 0 || !_gifts.TryCloseIdle(serverTime, _ids, ref view))
        {
            return false;
        }

        view.RoomId = RoomId;
        view.ReceivedTime = receivedAt;
        view.UpstreamTime = serverTime;
        view.UpstreamTimeSource = EventTimeSource.ResponseNow;
        return true;
    }

    /// <summary>
    /// Forgets event ids that are older than the window, but none received at or after <paramref name="oldestUnacknowledged"/>
    /// (milliseconds; <see cref="long.MaxValue"/> when nothing is on its way). Called once a frame.
    /// </summary>
    public void Forget(long now, long oldestUnacknowledged)
    {
        _seen.Forget(now, oldestUnacknowledged);
        _kept?.Forget(now, oldestUnacknowledged);
    }

    /// <summary>
    /// A copy of what whoever goes on from here needs: the ids of the window and at least the last <see cref="LeastCaptured"/>, versions, combos.
    /// Costs that copy; changes nothing.
    /// </summary>
    /// <param name="now">When the last frame was read, milliseconds since the Unix epoch.</param>
    /// <param name="mostIds">So many ids are captured at most; what is left out is counted.</param>
    public RoomEventsState Capture(long now, int mostIds)
    {
        var recent = _seen.CountRecent(now - (long)Options.DedupeWindow.TotalMilliseconds, LeastCaptured);
        var captured = Math.Min(recent, mostIds);
        return new RoomEventsState
        {
            EventIds = _seen.Capture(captured),
            OmittedIds = recent - captured,
            Versions = _versions.Capture(),
            OpenCombos = _gifts?.CaptureOpen() ?? [],
            EndedCombos = _gifts?.CaptureEnded() ?? [],
            KeptIds = _kept?.Capture(Math.Min(_kept.Count, MostKeptCaptured)) ?? [],
        };
    }

    internal EventOptions Options { get; } = options;

    private DedupeWindow Kept => _kept ??= new DedupeWindow((long)Options.DedupeWindow.TotalMilliseconds, Options.DedupeMinIds);

    // A gift that is pushed is whole: a combo of its own.
    private ReadOnlySpan<byte> ComboIdOf(ulong hash)
    {
        _comboId ??= new byte[2 * sizeof(ulong)];
        Utf8Formatter.TryFormat(hash, _comboId, out _, new StandardFormat('x', 16));
        return _comboId;
    }

    private DropReason TryIdentify(in MessageView message, in CommonView common, long receivedAt, ref LiveEventView view, out ulong idHash)
    {
        idHash = 0;
        var state = message.Sticky && message.WrdsVersion != 0;
        if (state && _versions.Check(message) is not DropReason.None and var reason)
        {
            return reason;
        }

        var msgId = message.MsgId != 0 ? message.MsgId : common.MsgId;
        view.EventId = state ? _ids.OfState(message)
            : msgId != 0 ? _ids.OfMessage(msgId)
            : _ids.OfContent(message, view.UpstreamTime);
        idHash = Hash64.Of(view.EventId);
        if (!_seen.TryAdd(idHash, receivedAt))
        {
            return DropReason.Duplicate;
        }

        if (state)
        {
            _versions.Set(message);
        }

        return DropReason.None;
    }
}
