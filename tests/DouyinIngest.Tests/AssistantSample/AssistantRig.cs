using System.Collections.Concurrent;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using LiveAssistant;
using LiveAssistant.Answers;

namespace DouyinIngest.Tests.AssistantSample;

/// <summary>An assistant whose room is the test: its lines are answered as told, its clock is moved by hand.</summary>
internal sealed class AssistantRig : IAssistantListener, IChatResponder, IAsyncDisposable
{
    private readonly ConcurrentQueue<SaidLine> _said = new();
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public AssistantRig(AssistantSettings? settings = null)
    {
        Assistant = new Assistant(settings ?? new AssistantSettings(), this, SayAsync, Time, this);
        _run = Assistant.RunAsync(_stop.Token);
    }

    public ArmedTime Time { get; } = new();

    public Assistant Assistant { get; }

    public IReadOnlyList<SaidLine> Said => [.. _said];

    public IReadOnlyList<string> Troubles => [.. _troubles];

    public int Own { get; private set; }

    public string Name => "test";

    /// <summary>What becomes of a line.</summary>
    public Func<string, ChatSendResult> Becomes { get; set; } = _ => new ChatSendResult(ChatReason.None, "") { SenderId = 99 };

    /// <summary>What is answered.</summary>
    public Func<ChatEvent, string?> Answers { get; set; } = chat => $"re {chat.Content}";

    public Task<string?> AnswerAsync(ChatEvent chat, CancellationToken cancellationToken) => Task.FromResult(Answers(chat));

    /// <summary>Waits for this many lines in all, the clock moved on by the pace for each after the first.</summary>
    public async Task<IReadOnlyList<SaidLine>> LinesAsync(int count, TimeSpan? pace = null)
    {
        await Waiting.UntilAsync(() =>
        {
            if (_said.Count < count)
            {
                Time.Advance(pace ?? TimeSpan.FromMilliseconds(100));
            }

            return _said.Count >= count;
        });
        return Said;
    }

    /// <summary>Waits until nothing waits and nothing is being said.</summary>
    public Task IdleAsync() => Waiting.UntilAsync(() =>
    {
        Time.Advance(TimeSpan.FromMilliseconds(100));
        return Assistant.IsIdle;
    });

    public void Heard(ChatEvent chat)
    {
        // Only what comes of it is looked at.
    }

    public void HeardOwn(ChatEvent chat) => Own++;

    public void Given(GiftEvent gift)
    {
        // Only what comes of it is looked at.
    }

    void IAssistantListener.Said(SaidLine line) => _said.Enqueue(line);

    public void Trouble(string what) => _troubles.Enqueue(what);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private Task<ChatSendResult> SayAsync(string text, CancellationToken cancellationToken) => Task.FromResult(Becomes(text));
}
