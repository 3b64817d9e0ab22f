namespace DouyinIngest.Pipeline.Fleet;

/// <summary>The partitions of the checkpoint topic whose newest claim is this instance's, for others than the coordinator to read. Thread-safe.</summary>
internal sealed class OwnedPartitions
{
    private volatile IReadOnlyDictionary<int, long> _now = new Dictionary<int, long>();

    /// <summary>Each with its epoch; a copy that does not change.</summary>
    public IReadOnlyDictionary<int, long> Now => _now;

    /// <summary>The claim of a partition that was read; null: it is another's. Called by the coordinator alone.</summary>
    public void Set(int partition, long? epoch)
    {
        var before = _now;
        var known = before.TryGetValue(partition, out var at);
        if (epoch is { } mine ? known && at == mine : !known)
        {
            return;
        }

        var now = new Dictionary<int, long>(before);
        now.Remove(partition);
        if (epoch is { } set)
        {
            now[partition] = set;
        }

        _now = now;
    }
}
