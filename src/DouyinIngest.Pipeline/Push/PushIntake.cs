using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Pipeline.Push;

/// <summary>
/// Takes a signed push into its room and tells what became of it. The body is kept until the broker has it, whoever waits: leaving costs an answer,
/// never an event. Thread-safe.
/// </summary>
internal sealed class PushIntake(PushOptions options, HeldBytes held, PushMetrics metrics, TimeProvider time)
{
    private readonly NonceBook _nonces = new(NonceBook.Most);

    /// <summary>Whether a push was made too long ago, or too far in the future, for our clock.</summary>
    public bool IsStale(in PushHeaders headers) => (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(headers.Time)).Duration() > options.MaxAge;

    /// <summary>
    /// The outcome of the push, or of the first attempt at it. What it took of <see cref="HeldBytes"/> is this object's from now on.
    /// </summary>
    /// <param name="headers">As signed.</param>
    /// <param name="type">What they say it is.</param>
    /// <param name="body">As signed.</param>
    /// <param name="session">Takes it.</param>
    /// <param name="cancellationToken">The caller's patience.</param>
    public async Task<PushVerdict> TakeAsync(PushHeaders headers, PushMessageType type, byte[] body, PushSession session, CancellationToken cancellationToken)
    {
        var key = NonceBook.KeyOf(headers);
        if (_nonces.Find(key) is { } first)
        {
            held.Give(body.Length);
            return await VerdictAsync(first, PushVerdict.Repeated, cancellationToken);
        }

        // Not before: a repeat of what we have is answered however late it comes.
        if (IsStale(headers))
        {
            held.Give(body.Length);
            return PushVerdict.Stale;
        }

        var started = time.GetTimestamp();
        var batch = new PushBatch(type, body, time.GetUtcNow(), () => held.Give(body.Length));
        if (_nonces.Begin(key, batch.Outcome) is { } other)
        {
            held.Give(body.Length);
            return await VerdictAsync(other, PushVerdict.Repeated, cancellationToken);
        }

        if (!session.TryTake(batch))
        {
            batch.Stop();
            return PushVerdict.Busy;
        }

        metrics.Taken(type);
        var verdict = await VerdictAsync(batch.Outcome, PushVerdict.Accepted, cancellationToken);
        if (verdict == PushVerdict.Accepted)
        {
            metrics.Answered(time.GetElapsedTime(started));
        }

        return verdict;
    }

    private async Task<PushVerdict> VerdictAsync(Task<PushOutcome> outcome, PushVerdict durable, CancellationToken cancellationToken)
    {
        try
        {
            return await outcome.WaitAsync(options.AnswerWithin, time, cancellationToken) switch
            {
                PushOutcome.Durable => durable,
                PushOutcome.Unreadable => PushVerdict.BadBody,
                _ => PushVerdict.Stopped,
            };
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return PushVerdict.NotDurable;
        }
    }
}
