using System.Collections.Concurrent;
using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Simulation;

/// <summary>Writes down what the assistant said, to hold it against the truth.</summary>
internal sealed class AssistantRecord : IAssistantListener
{
    private readonly ConcurrentQueue<SaidLine> _said = new();
    private int _seen;

    /// <summary>Every line that was tried, in order.</summary>
    public IReadOnlyList<SaidLine> Said => [.. _said];

    /// <summary>Own lines that came back.</summary>
    public int Seen => Volatile.Read(ref _seen);

    public void Heard(ChatEvent chat)
    {
        // The simulator knows them all.
    }

    public void HeardOwn(ChatEvent chat) => Interlocked.Increment(ref _seen);

    public void Given(GiftEvent gift)
    {
        // The simulator knows them all.
    }

    void IAssistantListener.Said(SaidLine line) => _said.Enqueue(line);

    public void Trouble(string what)
    {
        // Lines that were not sent are written down as such.
    }
}
