using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Screen;

/// <summary>Keeps what the screen shows: the last lines, the last gifts, the counts. May be called from several threads.</summary>
internal sealed class AssistantBoard : IAssistantListener
{
    private const int Lines = 40;
    private const int Rows = 40;

    // More than are shown: a combo that grows again long after its thanks is not a new one.
    private const int Combos = 2_000;
    private readonly Lock _gate = new();
    private readonly Queue<ChatRow> _chats = new();
    private readonly List<(string ComboId, GiftRow Row)> _gifts = [];
    private AssistantCounts _counts = new();
    private string _trouble = "";

    public void Heard(ChatEvent chat) => Change(() =>
    {
        _counts = _counts with { Chats = _counts.Chats + 1 };
        Add(new ChatRow(chat.User?.Name ?? "", chat.Content, Own: false));
    });

    public void HeardOwn(ChatEvent chat) => Change(() =>
    {
        _counts = _counts with { OwnSeen = _counts.OwnSeen + 1 };
        Add(new ChatRow(chat.User?.Name ?? "", chat.Content, Own: true));
    });

    public void Given(GiftEvent gift) => Change(() =>
    {
        var at = _gifts.FindIndex(g => string.Equals(g.ComboId, gift.ComboId, StringComparison.Ordinal));
        var row = new GiftRow(gift.User?.Name ?? "", gift.GiftName, gift.Total, gift.Ended ? GiftState.Ended : GiftState.Counting);
        if (at >= 0)
        {
            _gifts[at] = (gift.ComboId, row with { State = (GiftState)Math.Max((int)row.State, (int)_gifts[at].Row.State) });
            return;
        }

        _counts = _counts with { Combos = _counts.Combos + 1 };
        _gifts.Add((gift.ComboId, row));
        if (_gifts.Count > Combos)
        {
            _gifts.RemoveAt(0);
        }
    });

    public void Said(SaidLine line) => Change(() =>
    {
        _counts = line.IsSent
            ? _counts with
            {
                LinesSent = _counts.LinesSent + 1,
                Answered = _counts.Answered + (line.Question is null ? 0 : 1),
                Thanked = _counts.Thanked + line.Thanks.Count,
            }
            : _counts with { LinesNotSent = _counts.LinesNotSent + 1 };
        for (var i = 0; i < _gifts.Count && line.IsSent; i++)
        {
            if (line.Thanks.Any(t => string.Equals(t.ComboId, _gifts[i].ComboId, StringComparison.Ordinal)))
            {
                _gifts[i] = (_gifts[i].ComboId, _gifts[i].Row with { State = GiftState.Thanked });
            }
        }
    });

    public void Trouble(string what) => Change(() => _trouble = what);

    /// <summary>What is to be seen now.</summary>
    public AssistantView Look(AssistantView around, (int Questions, int Thanks, long Late) waiting)
    {
        lock (_gate)
        {
            return around with
            {
                Chats = [.. _chats],
                Gifts = [.. _gifts.TakeLast(Rows).Select(static g => g.Row)],
                Trouble = _trouble,
                Counts = _counts with { QuestionsWaiting = waiting.Questions, ThanksWaiting = waiting.Thanks, Late = waiting.Late },
            };
        }
    }

    private void Add(ChatRow row)
    {
        _chats.Enqueue(row);
        if (_chats.Count > Lines)
        {
            _chats.Dequeue();
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }
}
