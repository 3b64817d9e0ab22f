using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Pipeline.Outbound;

/// <summary>One instance's book with the two topics played by hand. Every key is in partition 0 but those that begin with 2, in partition 1.</summary>
internal sealed class BookRig : IOutboundRooms
{
    public const string Me = "pod-me";
    public const string Other = "pod-other";
    public const string Room = "100";
    public static readonly OutboundTimings Timings = new(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    private readonly Dictionary<string, OutboundRoom> _rooms = new(StringComparer.Ordinal) { [Room] = new(OutboundRoomState.Live, 42), ["200"] = new(OutboundRoomState.Live, 43) };
    private long _lines;
    private long _results;

    public BookRig(bool owner = true)
    {
        Book = new OutboundBook(Me, Timings, this, static key => key.StartsWith('2') ? 1 : 0);
        if (owner)
        {
            Own(7);
        }
    }

    public OutboundBook Book { get; }

    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The broker's clock at <see cref="Now"/> 0; an hour off ours on purpose.</summary>
    public long BrokerNow => 1_000_000_000 + (long)Now.TotalMilliseconds;

    public OutboundRoom this[string key]
    {
        set => _rooms[key] = value;
    }

    public OutboundRoom Find(string liveId) => _rooms.GetValueOrDefault(liveId);

    /// <summary>Owns partition 0 under a claim, and has read the results since.</summary>
    public void Own(long epoch)
    {
        Book.Owns(new Dictionary<int, long> { [0] = epoch }, Now);
        foreach (var asked in Book.TakeActions().OfType<AskResultsEnd>())
        {
            Book.EndIs(asked.Question, _results, Now);
        }
    }

    public LineId Line(string text = "hi", string key = Room, Func<OutboundLine, OutboundLine>? with = null)
    {
        var line = new OutboundLine(new LineId(_lines++, BrokerNow), key, text);
        Book.ReadLine(with is null ? line : with(line), Now);
        return line.Id;
    }

    public void Result(OutboundResult result)
        => Book.ReadResult(result, _results++, BrokerNow, Now);

    public void Result(LineId line, OutboundState state, string instance = Other, ChatReason reason = ChatReason.None)
        => Result(new OutboundResult(line, Room, state, instance) { Reason = reason });

    /// <summary>The next action, which is to write this; it is read back at once.</summary>
    public OutboundResult Written(OutboundState state)
    {
        var result = Assert.IsType<WriteResult>(Assert.Single(Book.TakeActions())).Result;
        Assert.Equal(state, result.State);
        Result(result);
        return result;
    }

    public SayLine Saying() => Assert.IsType<SayLine>(Assert.Single(Book.TakeActions()));

    /// <summary>A line from its order to its result.</summary>
    public OutboundResult Say(LineId line, ChatSendResult result)
    {
        Written(OutboundState.Accepted);
        Assert.Equal(line, Saying().Line);
        Book.Said(line, result, Now);
        return Written(result.Outcome switch { ChatOutcome.Sent => OutboundState.Sent, ChatOutcome.Refused => OutboundState.Refused, _ => OutboundState.Unknown });
    }

    public void Nothing() => Assert.Empty(Book.TakeActions());

    public void Pass(TimeSpan time)
    {
        Now += time;
        Book.Tick(Now);
    }

    /// <summary>Answers the one question that is open, with the end as it is.</summary>
    public void AnswerEnd()
    {
        var asked = Assert.IsType<AskResultsEnd>(Assert.Single(Book.TakeActions()));
        Book.EndIs(asked.Question, _results, Now);
        Book.ResultsReadTo(_results, Now);
    }
}
