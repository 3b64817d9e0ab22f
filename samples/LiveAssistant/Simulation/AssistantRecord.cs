using System.Collections.Concurrent;
using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Simulation;

/// <summary>Writes down what the assistant said, to hold it against the truth, and counts what it heard.</summary>
internal sealed class AssistantRecord : IAssistantListener
{
    private readonly ConcurrentQueue<SaidLine> _said = new();
    private int _heard;

    /// <summary>Every line that was tried, in order.</summary>
    public IReadOnlyList<SaidLine> Said => [.. _said];

    /// <summary>Chats (its own too) and gifts that were heard, and lines that were tried.</summary>
    public (int Heard, int Said) Progress => (Volatile.Read(ref _heard), _said.Count);

    public void Heard(ChatEvent chat) => Interlocked.Increment(ref _heard);

    public void HeardOwn(ChatEvent chat) => Interlocked.Increment(ref _heard);

    public void Given(GiftEvent gift)
    {
        // The ends that the connector makes are nothing that the room said.
        if (!gift.Derived)
        {
            Interlocked.Increment(ref _heard);
        }
    }

    void IAssistantListener.Said(SaidLine line) => _said.Enqueue(line);

    public void Trouble(string what)
    {
        // Lines that were not sent are written down as such.
    }
}
