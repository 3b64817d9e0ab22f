using System.Threading.Channels;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using LiveAssistant.Answers;
using LiveAssistant.Gifts;
using LiveAssistant.Screen;

namespace LiveAssistant;

/// <summary>
/// The assistant: hears chats and gifts, thinks of answers and thanks, and says them one by one at its pace. It never answers itself. Hearing takes no time, so
/// that the connector is never kept waiting; saying is <see cref="RunAsync"/>'s.
/// </summary>
/// <param name="settings">Pace and bounds.</param>
/// <param name="responder">Thinks of answers.</param>
/// <param name="say">Says a line in the room.</param>
/// <param name="time">The clock.</param>
/// <param name="listeners">Hear of everything.</param>
internal sealed class Assistant(
    AssistantSettings settings,
    IChatResponder responder,
    Func<string, CancellationToken, Task<ChatSendResult>> say,
    TimeProvider time,
    params IReadOnlyList<IAssistantListener> listeners)
{
    private const int MaxTries = 5;

    /// <summary>Older ones are the recent history that the room shows to who comes in.</summary>
    private static readonly TimeSpan History = TimeSpan.FromSeconds(30);

    /// <summary>A clock that is off by more is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly Agenda _agenda = new(settings.MaxQuestions, settings.MaxWait, settings.MaxLine);
    private readonly OwnLines _own = new(time);
    private readonly GiftBook _gifts = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, SingleWriter = false });

    private DateTimeOffset _mayTalkAt;
    private volatile bool _busy;

    /// <summary>Questions and thanks that wait, and questions that were dropped for being late.</summary>
    public (int Questions, int Thanks, long Late) Waiting => _agenda.Counts;

    /// <summary>Nothing waits, and nothing is being said.</summary>
    public bool IsIdle => !_busy && Waiting is (0, 0, _);

    /// <summary>For the connector's OnChat.</summary>
    public void Hear(ChatEvent chat)
    {
        if (_own.IsOwn(chat))
        {
            Tell(l => l.HeardOwn(chat));
            return;
        }

        Tell(l => l.Heard(chat));
        if (IsForUs(chat) && !IsHistory(chat))
        {
            _agenda.Ask(chat, time.GetUtcNow());
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>For the connector's OnGift.</summary>
    public void Hear(GiftEvent gift)
    {
        Tell(l => l.Given(gift));
        if (!IsHistory(gift) && _gifts.Take(gift) is { } thanks && (_own.Self == 0 || thanks.UserId != _own.Self))
        {
            _agenda.Thank(thanks);
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>Says what is to be said until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (_mayTalkAt - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, stoppingToken);
                }

                _busy = true;
                if (_agenda.Next(time.GetUtcNow()) is { } item)
                {
                    await DealWithAsync(item, stoppingToken);
                    continue;
                }

                _busy = false;
                await _wake.Reader.ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    private static bool IsForUs(ChatEvent chat) => chat.Variant is not (ChatVariant.Emoji or ChatVariant.LuckyBag)
        && SafeText.Of(chat.Content) is { Length: > 0 } text
        && text[0] != '@';

    private static bool IsHistory(LiveEvent e) => e.UpstreamTime is { } then && e.ReceivedTime - then is var age && age > History && age < Believed;

    /// <summary>What the platform may take later; the rest it will never take.</summary>
    private static bool MayWorkLater(ChatReason reason) => reason is ChatReason.Network or ChatReason.Tls or ChatReason.RateLimited
        or ChatReason.SignerFailed or ChatReason.Blocked or ChatReason.QueueFull;

    private async Task DealWithAsync(AgendaItem item, CancellationToken stoppingToken)
    {
        if (item.Question is not { } question)
        {
            await SayAsync(ThanksLine.Of(item.Thanks), item, stoppingToken);
            return;
        }

        try
        {
            if (await responder.AnswerAsync(question, stoppingToken) is { } answer && SafeText.Of(answer) is { Length: > 0 } text)
            {
                var to = $"@{SafeText.Cut(question.User?.Name ?? "", 16)} ";
                await SayAsync(to + SafeText.Cut(text, settings.MaxLine - to.Length), item, stoppingToken);
            }
        }
        catch (ResponderException e)
        {
            Tell(l => l.Trouble($"no answer: {e.Message}"));
        }
    }

    private async Task SayAsync(string text, AgendaItem item, CancellationToken stoppingToken)
    {
        // It may come back before the site has answered.
        _own.Expect(text);
        var result = await say(text, stoppingToken);
        _own.Learn(result.SenderId);
        _mayTalkAt = time.GetUtcNow() + settings.Pace;
        if (result.Outcome == ChatOutcome.Refused)
        {
            _own.Forget(text);
            TryLater(item.Thanks, result.Reason);
        }

        Tell(l => l.Said(new SaidLine(text, item.Question, item.Thanks, result)));
        if (result.Outcome != ChatOutcome.Sent)
        {
            Tell(l => l.Trouble(result.ToString()));
        }
    }

    // An answer would be late by then; thanks are not.
    private void TryLater(IReadOnlyList<Thanks> thanks, ChatReason reason)
    {
        if (thanks.Count > 0 && MayWorkLater(reason) && thanks[0].Tries + 1 < MaxTries)
        {
            _agenda.PutBack([.. thanks.Select(static t => t with { Tries = t.Tries + 1 })]);
            _mayTalkAt = time.GetUtcNow() + (RetryPause > settings.Pace ? RetryPause : settings.Pace);
        }
    }

    private void Tell(Action<IAssistantListener> what)
    {
        foreach (var listener in listeners)
        {
            what(listener);
        }
    }
}
