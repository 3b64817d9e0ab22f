namespace DouyinIngest.Pipeline.Status;

/// <summary>Why a status record was not written. A closed set: every value is a metric label.</summary>
internal enum StatusFailure
{
    /// <summary>The client's queue is full: the broker is away or too slow.</summary>
    QueueFull = 0,

    /// <summary>The process ended before the broker had taken it.</summary>
    TimedOut,

    /// <summary>This user may not write to the topic.</summary>
    Authorization,

    /// <summary>There is no such topic.</summary>
    UnknownTopic,

    /// <summary>Anything else.</summary>
    Other,
}
