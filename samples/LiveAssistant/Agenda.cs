using DouyinIngest.Webcast.Events;
using LiveAssistant.Gifts;

namespace LiveAssistant;

/// <summary>
/// What waits to be said. A question that has waited too long, or that too many newer ones came after, is dropped: a late answer is worse than none. Thanks
/// are never dropped; where many wait, a line takes several. May be called from several threads.
/// </summary>
/// <param name="maxQuestions">Questions that may wait.</param>
/// <param name="maxWait">For how long a question may wait.</param>
/// <param name="maxLine">The longest line, in characters.</param>
internal sealed class Agenda(int maxQuestions, TimeSpan maxWait, int maxLine)
{
    /// <summary>So many lines of thanks in a row, then a question that waits has its turn.</summary>
    private const int ThanksInARow = 2;

    private readonly Lock _gate = new();
    private readonly Queue<(ChatEvent Chat, DateTimeOffset Until)> _questions = new();
    private readonly List<Thanks> _thanks = [];
    private int _row;
    private long _late;

    /// <summary>Questions and thanks that wait, and questions that were dropped.</summary>
    public (int Questions, int Thanks, long Late) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_questions.Count, _thanks.Count, _late);
            }
        }
    }

    public void Ask(ChatEvent chat, DateTimeOffset now)
    {
        lock (_gate)
        {
            _questions.Enqueue((chat, now + maxWait));
            while (_questions.Count > maxQuestions)
            {
                _questions.Dequeue();
                _late++;
            }
        }
    }

    public void Thank(Thanks thanks)
    {
        lock (_gate)
        {
            _thanks.Add(thanks);
        }
    }

    /// <summary>Thanks that were surely not said come first again.</summary>
    public void PutBack(IReadOnlyList<Thanks> thanks)
    {
        lock (_gate)
        {
            _thanks.InsertRange(0, thanks);
        }
    }

    /// <summary>What is to be said now; null: nothing.</summary>
    public AgendaItem? Next(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_questions.TryPeek(out var oldest) && oldest.Until < now)
            {
                _questions.Dequeue();
                _late++;
            }

            if (_thanks.Count > 0 && (_row < ThanksInARow || _questions.Count == 0))
            {
                _row++;
                var fit = ThanksLine.Fit(_thanks, maxLine);
                var taken = _thanks.GetRange(0, fit);
                _thanks.RemoveRange(0, fit);
                return new AgendaItem(null, taken);
            }

            _row = 0;
            return _questions.TryDequeue(out var question) ? new AgendaItem(question.Chat, []) : null;
        }
    }
}
