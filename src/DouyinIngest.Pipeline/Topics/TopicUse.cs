namespace DouyinIngest.Pipeline.Topics;

/// <summary>What a topic is for.</summary>
internal enum TopicUse
{
    /// <summary>One of the seven kinds of events.</summary>
    Events,

    /// <summary>Notes for operators: status and dead letters.</summary>
    Operators,

    /// <summary>Which rooms ought to be followed. Only a fleet needs it.</summary>
    Control,

    /// <summary>How far rooms are delivered, and who owns them. Only a fleet needs it.</summary>
    Checkpoints,

    /// <summary>Lines to be said, and what became of them. Only a fleet that says lines needs them.</summary>
    Outbound,
}
