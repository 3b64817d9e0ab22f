using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The topics' names: one for each kind of event, <c>&lt;prefix&gt;.&lt;kind&gt;.v1</c>, and the two for operators.</summary>
internal sealed class TopicNames
{
    private readonly string[] _byKind;

    public TopicNames(KafkaOptions options)
    {
        _byKind = new string[(int)EventKind.Room + 1];
        for (int kind = 1; kind < _byKind.Length; kind++)
        {
            _byKind[kind] = $"{options.TopicPrefix}.{EventWords.Of((EventKind)kind)}.v1";
        }

        Other = options.OtherTopic ? $"{options.TopicPrefix}.other.v1" : null;
        DeadLetter = options.DeadLetterTopic;
        Status = options.StatusTopic;
        Control = options.ControlTopic;
        Checkpoints = options.CheckpointTopic;
        Outbound = options.OutboundTopic;
        OutboundResults = options.OutboundResultsTopic;
    }

    /// <summary>What has no kind of its own; null: it is off.</summary>
    public string? Other { get; }

    /// <summary>Records that can never be delivered and bytes that cannot be understood.</summary>
    public string DeadLetter { get; }

    /// <summary>Changes of rooms' states and gaps.</summary>
    public string Status { get; }

    /// <summary>Which rooms ought to be followed.</summary>
    public string Control { get; }

    /// <summary>How far each room is delivered, and who owns it.</summary>
    public string Checkpoints { get; }

    /// <summary>Lines to be said in rooms.</summary>
    public string Outbound { get; }

    /// <summary>What became of them.</summary>
    public string OutboundResults { get; }

    /// <summary>The seven topics of events, in the order of the kinds' numbers.</summary>
    public ReadOnlySpan<string> Events => _byKind.AsSpan(1);

    /// <summary>The topic of <paramref name="kind"/>.</summary>
    public string Of(EventKind kind) => kind == EventKind.None ? throw new ArgumentOutOfRangeException(nameof(kind)) : _byKind[(int)kind];
}
