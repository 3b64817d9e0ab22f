namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>Hears what a <see cref="NativeProducer"/> has to tell. No call may throw or block; reports may come on two threads at once.</summary>
internal unsafe interface INativeProducerListener
{
    /// <summary>A record has been confirmed or refused; the message is valid during the call.</summary>
    void OnReport(RdMessage* message);

    /// <summary>An error that belongs to no record.</summary>
    void OnError(int error, string reason);

    /// <summary>The client can do nothing more, ever.</summary>
    void OnFatal(string reason);

    /// <summary>The statistics, as in librdkafka's STATISTICS.md; valid during the call.</summary>
    void OnStatistics(ReadOnlySpan<byte> json);

    /// <summary>A line of the client's log; the level is syslog's. May come while the producer is still being made.</summary>
    void OnLog(int level, string facility, string text);

    /// <summary>The polling thread has a moment; comes at least every 100 ms.</summary>
    void OnTurn();
}
