namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What is wrong with a record's place among those of its room and kind.</summary>
internal enum StreamFinding
{
    None = 0,

    /// <summary>It was received before one in front of it of the same epoch.</summary>
    Disorder,

    /// <summary>It is of an earlier owner than one in front of it.</summary>
    EpochBack,

    /// <summary>It stands on another partition, so that nothing can be said of the order.</summary>
    OtherPartition,
}

/// <summary>The records of one room and kind, in the order in which they stand on their partition.</summary>
internal sealed class StreamFold
{
    private int _partition = -1;
    private long _epoch;
    private DateTimeOffset _received;
    private bool _split;

    /// <param name="record">The next one.</param>
    /// <param name="first">Its id was not read before: the order of repetitions says nothing to a reader who drops them.</param>
    public StreamFinding Add(ReadBackRecord record, bool first)
    {
        if (_partition >= 0 && record.Partition != _partition)
        {
            var told = _split;
            _split = true;
            return told ? StreamFinding.None : StreamFinding.OtherPartition;
        }

        _partition = record.Partition;
        if (record.Epoch < _epoch)
        {
            return first ? StreamFinding.EpochBack : StreamFinding.None;
        }

        if (record.Epoch > _epoch)
        {
            _epoch = record.Epoch;
            _received = default;
        }

        if (!first)
        {
            return StreamFinding.None;
        }

        if (record.ReceivedTime < _received)
        {
            return StreamFinding.Disorder;
        }

        _received = record.ReceivedTime;
        return StreamFinding.None;
    }
}
