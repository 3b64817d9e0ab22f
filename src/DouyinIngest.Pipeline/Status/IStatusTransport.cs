namespace DouyinIngest.Pipeline.Status;

/// <summary>Carries records to the status topic. Thread-safe.</summary>
internal interface IStatusTransport : IDisposable
{
    /// <summary>Hands one record over without waiting; null when it was taken, else why not. What fails later is told to the publisher's listener.</summary>
    StatusFailure? Send(string key, string value);

    /// <summary>Waits until everything handed over was confirmed or failed; false when the time was not enough. Blocks.</summary>
    bool Flush(TimeSpan timeout);
}
