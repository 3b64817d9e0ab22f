using System.Globalization;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>
/// Which lines are said by whom, seen by one instance. Decides only: no Kafka, no clock, no thread. One caller at a time tells it what happened, then
/// carries out <see cref="TakeActions"/> in order. Times are those of one monotonic clock, except where the broker's are named.
/// </summary>
/// <remarks>
/// A line is said by the instance whose <see cref="OutboundState.Accepted"/> stands first on the results topic, and by nobody else, ever: that a partition
/// is owned only keeps others from trying. Who took a line and vanished leaves it <see cref="OutboundState.Unknown"/>. Every result follows such a record
/// of its writer's, or says unknown; so the first result of a line is its only one that counts, and a line that says refused was not said.
/// </remarks>
internal sealed class OutboundBook(string instance, OutboundTimings timings, IOutboundRooms rooms, Func<string, int> partitionOf)
{
    private readonly List<OutboundAction> _actions = [];
    private readonly Dictionary<LineId, TrackedLine> _lines = [];
    private readonly Dictionary<string, OutboundLane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, OutboundSeat> _seats = [];
    private readonly List<EndQuestion> _questions = [];
    private EndQuestion? _dueQuestion;
    private long _linesPosition;
    private long _resultsPosition;
    private int _asked;
    private bool _stopped;

    /// <summary>Lines without a result.</summary>
    public int Unanswered => _lines.Values.Count(static line => line.Line is not null);

    /// <summary>Nothing that this instance took is without a result in the log.</summary>
    public bool IsIdle => !_lines.Values.Any(static line => line.Phase is LinePhase.Accepting or LinePhase.Saying or LinePhase.Telling);

    /// <summary>How long the oldest of them has been known.</summary>
    public TimeSpan OldestAge(TimeSpan now) => _lines.Values.Where(static line => line.Line is not null).Select(line => now - line.ReadAt).DefaultIfEmpty().Max();

    /// <summary>What has to be done since the last call, in order. Empties the list.</summary>
    public IReadOnlyList<OutboundAction> TakeActions()
    {
        var taken = _actions.ToArray();
        _actions.Clear();
        return taken;
    }

    /// <summary>The partitions whose rooms are ours now, all of them, each with the offset of our claim.</summary>
    public void Owns(IReadOnlyDictionary<int, long> partitions, TimeSpan now)
    {
        foreach (var gone in _seats.Keys.Where(partition => !partitions.ContainsKey(partition)).ToArray())
        {
            _seats.Remove(gone);
        }

        EndQuestion? question = null;
        foreach (var (partition, epoch) in partitions)
        {
            if (!_seats.TryGetValue(partition, out var seat) || seat.Epoch != epoch)
            {
                _seats[partition] = new OutboundSeat(epoch, question ??= Ask());
            }
        }

        Decide(now);
    }

    /// <summary>The next line, in the order of offsets.</summary>
    public void ReadLine(OutboundLine line, TimeSpan now)
    {
        _linesPosition = Math.Max(_linesPosition, line.Id.Offset + 1);
        var tracked = Tracked(line.Id);
        if (tracked.Phase == LinePhase.Final)
        {
            _lines.Remove(line.Id);
            return;
        }

        (tracked.Line, tracked.ReadAt) = (line, now);
        if (!_lanes.TryGetValue(line.Key, out var lane))
        {
            _lanes.Add(line.Key, lane = new OutboundLane(partitionOf(line.Key)));
        }

        lane.Lines.Enqueue(tracked);
        Decide(line.Key, now);
    }

    /// <summary>Every line below this offset was read, or is gone: results of the latter say nothing any more.</summary>
    public void LinesReadTo(long position)
    {
        _linesPosition = Math.Max(_linesPosition, position);
        foreach (var id in _lines.Where(pair => pair.Value.Line is null && pair.Key.Offset < _linesPosition).Select(pair => pair.Key).ToArray())
        {
            _lines.Remove(id);
        }
    }

    /// <summary>The next record of the results topic, in the order of offsets.</summary>
    /// <param name="result">Null: one that is none of ours.</param>
    /// <param name="offset">Where it stands.</param>
    /// <param name="appended">When the broker appended it, milliseconds of its clock.</param>
    /// <param name="now">The time.</param>
    public void ReadResult(OutboundResult? result, long offset, long appended, TimeSpan now)
    {
        // What has no line any more was answered and forgotten.
        if (result is not null && (_lines.ContainsKey(result.Line) || result.Line.Offset >= _linesPosition))
        {
            var line = Tracked(result.Line);
            Apply(line, result, appended, now);
            Decide(line.Line?.Key, now);
        }

        _resultsPosition = Math.Max(_resultsPosition, offset + 1);
    }

    /// <summary>Every result below this offset was read.</summary>
    public void ResultsReadTo(long position, TimeSpan now)
    {
        _resultsPosition = Math.Max(_resultsPosition, position);
        Decide(now);
    }

    /// <summary>Answers <see cref="AskResultsEnd"/>.</summary>
    public void EndIs(int question, long end, TimeSpan now)
    {
        foreach (var asked in _questions.Where(asked => asked.Number == question))
        {
            asked.End = end;
        }

        _questions.RemoveAll(static asked => asked.End is not null);
        Decide(now);
    }

    /// <summary>What became of a line that we were told to say.</summary>
    public void Said(LineId id, ChatSendResult result, TimeSpan now)
    {
        // Another may have given us up meanwhile; then that is the line's result.
        if (_lines.TryGetValue(id, out var line) && line.Phase == LinePhase.Saying)
        {
            Tell(line, result);
        }
    }

    /// <summary>Takes no more lines; what was taken is brought to its end.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Another topic stands in the place of the outbound topic: what is not taken of the old one is gone.</summary>
    public void LinesRestart()
    {
        _linesPosition = 0;
        _lanes.Clear();
        foreach (var id in _lines.Where(static pair => pair.Value.Phase is LinePhase.Open or LinePhase.Foreign or LinePhase.Final).Select(static pair => pair.Key).ToArray())
        {
            _lines.Remove(id);
        }
    }

    /// <summary>Another topic stands in the place of the results topic. What is known of lines holds; they are not read again.</summary>
    public void ResultsRestart(TimeSpan now)
    {
        _resultsPosition = 0;
        _questions.Clear();
        var owned = _seats.ToDictionary(static seat => seat.Key, static seat => seat.Value.Epoch);
        _seats.Clear();
        Owns(owned, now);
    }

    /// <summary>Time went by, or a room changed.</summary>
    public void Tick(TimeSpan now) => Decide(now);

    private void Apply(TrackedLine line, OutboundResult result, long appended, TimeSpan now)
    {
        switch (line.Phase)
        {
            case LinePhase.Final:
                return;
            case LinePhase.Open or LinePhase.Accepting when !result.IsFinal:
                line.Taker = result.Instance;
                if (line.Phase == LinePhase.Accepting && string.Equals(result.Instance, instance, StringComparison.Ordinal))
                {
                    Won(line, appended, now);
                }
                else
                {
                    (line.Phase, line.TakenAt, line.Question) = (LinePhase.Foreign, now, null);
                }

                return;
            default:
                if (result.IsFinal && Counts(line, result))
                {
                    Close(line, result, now);
                }

                return;
        }
    }

    // Only who took it knows that it was said, or that it was not.
    private static bool Counts(TrackedLine line, OutboundResult result)
        => line.Taker is null || result.State == OutboundState.Unknown || string.Equals(line.Taker, result.Instance, StringComparison.Ordinal);

    private void Close(TrackedLine line, OutboundResult result, TimeSpan now)
    {
        line.Phase = LinePhase.Final;
        if (line.Line is null)
        {
            return;
        }

        _lines.Remove(line.Id);
        if (result.State != OutboundState.Refused && _lanes.TryGetValue(line.Line.Key, out var lane))
        {
            lane.NextAt = now + timings.Interval;
        }
    }

    /// <summary>We were first. The broker's own times tell how old the line is, whatever this machine's clock says.</summary>
    private void Won(TrackedLine line, long appended, TimeSpan now)
    {
        var order = line.Line!;
        var age = TimeSpan.FromMilliseconds(Math.Max(appended - line.Id.Time, order.CreatedAt is { } created ? appended - created.ToUnixTimeMilliseconds() : 0));
        if (line.Refusal is { } refusal)
        {
            Tell(line, refusal);
        }
        else if (age > timings.Expiry)
        {
            Tell(line, new ChatSendResult(ChatReason.Expired, string.Create(
                CultureInfo.InvariantCulture, $"it is {age.TotalSeconds:0} s old by the broker's clock{(order.CreatedAt is null ? "" : " and its createdAt")}; at most {timings.Expiry.TotalSeconds:0} s")));
        }
        else if (now - line.TakenAt > timings.SendWithin)
        {
            Tell(line, new ChatSendResult(ChatReason.Expired, string.Create(CultureInfo.InvariantCulture, $"the results topic took {(now - line.TakenAt).TotalSeconds:0} s to take it on")));
        }
        else
        {
            line.Phase = LinePhase.Saying;
            _actions.Add(new SayLine(line.Id, line.Room, order.Text));
        }
    }

    private void Decide(TimeSpan now)
    {
        _dueQuestion = null;
        foreach (var (key, lane) in _lanes)
        {
            Decide(key, lane, now);
        }
    }

    private void Decide(string? key, TimeSpan now)
    {
        if (key is not null && _lanes.TryGetValue(key, out var lane))
        {
            _dueQuestion = null;
            Decide(key, lane, now);
        }
    }

    private void Decide(string key, OutboundLane lane, TimeSpan now)
    {
        while (lane.Lines.TryPeek(out var line) && line.Phase == LinePhase.Final)
        {
            lane.Lines.Dequeue();
        }

        if (lane.Lines.Count > 0)
        {
            if (!_stopped && _seats.TryGetValue(lane.Partition, out var seat) && seat.Question.IsReached(_resultsPosition))
            {
                Serve(lane, lane.Lines.Peek(), seat, now);
            }
        }
        else if (now >= lane.NextAt)
        {
            _lanes.Remove(key);
        }
    }

    /// <summary>Does what the first line of a room of ours needs.</summary>
    private void Serve(OutboundLane lane, TrackedLine line, OutboundSeat seat, TimeSpan now)
    {
        if (line.Phase == LinePhase.Open && Judge(line, now) is { } refusal && (refusal.Reason != ChatReason.None || now >= lane.NextAt))
        {
            line.Refusal = refusal.Reason == ChatReason.None ? null : refusal;
            (line.Phase, line.TakenAt, line.Epoch) = (LinePhase.Accepting, now, seat.Epoch);
            _actions.Add(new WriteResult(Record(line, OutboundState.Accepted)));
        }
        else if (line.Phase == LinePhase.Foreign && now - line.TakenAt >= timings.Grace)
        {
            line.Question ??= _dueQuestion ??= Ask();
            if (line.Question.IsReached(_resultsPosition))
            {
                line.Epoch = seat.Epoch;
                Tell(line, new ChatSendResult(ChatReason.OwnerLost, "the instance that took it told no end"));
            }
        }
    }

    /// <summary>Whether a line can be said: a result without a reason; why not: one with it; null: not to be told yet.</summary>
    private ChatSendResult? Judge(TrackedLine line, TimeSpan now)
    {
        if (line.Line!.Refusal is { } refusal)
        {
            return refusal;
        }

        var room = rooms.Find(line.Line.Key);
        switch (room.State)
        {
            case OutboundRoomState.Live:
                line.Room = new ChatTarget(line.Line.Key, room.RoomId);
                return new ChatSendResult(ChatReason.None, "");
            case OutboundRoomState.Unknown:
                return new ChatSendResult(ChatReason.UnknownRoom, "the control topic does not name it");
            case OutboundRoomState.Waiting when now - line.ReadAt < timings.Expiry:
                return null;
            default:
                return new ChatSendResult(ChatReason.RoomOffline, room.Detail);
        }
    }

    private void Tell(TrackedLine line, ChatSendResult result)
    {
        line.Phase = LinePhase.Telling;
        var state = result.Outcome switch
        {
            ChatOutcome.Sent => OutboundState.Sent,
            ChatOutcome.Refused => OutboundState.Refused,
            _ => OutboundState.Unknown,
        };
        _actions.Add(new WriteResult(Record(line, state) with
        {
            Reason = result.Reason,
            Detail = result.Detail,
            EventId = result.MessageId > 0 ? string.Create(CultureInfo.InvariantCulture, $"{line.Room.RoomId}-{result.MessageId}") : "",
        }));
    }

    private OutboundResult Record(TrackedLine line, OutboundState state)
        => new(line.Id, line.Line!.Key, state, instance) { Epoch = line.Epoch, Name = line.Line.Name, Labels = line.Line.Labels };

    private EndQuestion Ask()
    {
        var question = new EndQuestion(++_asked);
        _questions.Add(question);
        _actions.Add(new AskResultsEnd(question.Number));
        return question;
    }

    private TrackedLine Tracked(LineId id)
    {
        if (!_lines.TryGetValue(id, out var line))
        {
            _lines.Add(id, line = new TrackedLine(id));
        }

        return line;
    }
}
