using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Pipeline.Push;

/// <summary>
/// The pushes that were taken: one that comes again gets the first attempt's outcome, also while that is still on its way. Only what was rightly
/// signed comes in here, and one that stopped before it was durable is forgotten, so that its repeat is taken. Thread-safe; bounded.
/// </summary>
/// <param name="most">So many are remembered; the oldest go first, those that are still on their way never.</param>
internal sealed class NonceBook(int most)
{
    /// <summary>At a thousand pushes a second, over a minute of repeats; about 16 MiB.</summary>
    public const int Most = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<PushOutcome>> _first = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _first.Count;
            }
        }
    }

    /// <summary>What tells pushes apart. The signature is over nonce, time, room, type and body.</summary>
    public static string KeyOf(in PushHeaders headers) => $"{headers.Nonce}\n{headers.Signature}";

    /// <summary>The first attempt's outcome; null: there was none, or it has to be taken anew.</summary>
    public Task<PushOutcome>? Find(string key)
    {
        lock (_gate)
        {
            return FindCurrent(key);
        }
    }

    /// <summary>Notes an attempt, unless another came first, whose outcome is returned then.</summary>
    public Task<PushOutcome>? Begin(string key, Task<PushOutcome> outcome)
    {
        lock (_gate)
        {
            var first = FindCurrent(key);
            if (first is null)
            {
                _first[key] = outcome;
                _order.Enqueue(key);
                Shrink();
            }

            return first;
        }
    }

    private Task<PushOutcome>? FindCurrent(string key)
    {
        var first = _first.GetValueOrDefault(key);
        if (first is { IsCompletedSuccessfully: true, Result: PushOutcome.Stopped })
        {
            first = null;
        }

        return first;
    }

    private void Shrink()
    {
        for (var looked = _order.Count; _first.Count > most && looked > 0; looked--)
        {
            var oldest = _order.Dequeue();
            if (!_first.TryGetValue(oldest, out var outcome))
            {
                continue;
            }

            if (outcome.IsCompleted)
            {
                _first.Remove(oldest);
            }
            else
            {
                _order.Enqueue(oldest);
            }
        }
    }
}
