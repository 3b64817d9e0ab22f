namespace DouyinIngest.Cli.DeadLetters;

/// <summary>What a replay did.</summary>
internal sealed class ReplayTally
{
    private readonly SortedDictionary<ReplayRefusal, long> _refused = [];
    private readonly SortedDictionary<string, long> _topics = new(StringComparer.Ordinal);
    private long _failed;

    /// <summary>Dead letters looked at.</summary>
    public long Seen { get; set; }

    /// <summary>Handed to the broker, or what would be.</summary>
    public long Replayed { get; private set; }

    /// <summary>Those that the broker has not taken.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>What the broker said of the first one that it has not taken.</summary>
    public string FailedBecause { get; private set; } = "";

    public IReadOnlyDictionary<ReplayRefusal, long> Refused => _refused;

    /// <summary>Records by topic.</summary>
    public IReadOnlyDictionary<string, long> Topics => _topics;

    public void Count(ReplayStep step)
    {
        if (step.Refusal != ReplayRefusal.None)
        {
            _refused[step.Refusal] = _refused.GetValueOrDefault(step.Refusal) + 1;
            return;
        }

        Replayed++;
        _topics[step.Topic] = _topics.GetValueOrDefault(step.Topic) + 1;
    }

    /// <summary>The broker has not taken one; called on the client's thread.</summary>
    public void Fail(string because)
    {
        if (Interlocked.Increment(ref _failed) == 1)
        {
            FailedBecause = because;
        }
    }
}
