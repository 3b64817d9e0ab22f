namespace DouyinIngest.Benchmarks.CrashPoints;

/// <summary>Where a pod dies, in the order of the path.</summary>
internal enum CrashPoint
{
    /// <summary>An event is decoded; nothing of it was handed to Kafka's client.</summary>
    Decoded,

    /// <summary>It is in the client's queue.</summary>
    Enqueued,

    /// <summary>The brokers have the frame; its upstream ack is about to go out, its checkpoint is not written.</summary>
    Confirmed,

    /// <summary>The frame's checkpoint, if one was due, was handed over; its ack may not have gone out.</summary>
    Checkpointed,

    /// <summary>A room was told to close for a successor; its final is not written.</summary>
    Closing,

    /// <summary>Nothing dies: once, a fault is thrown in place of handing an event over, as a bug of ours would.</summary>
    Thrown,
}
