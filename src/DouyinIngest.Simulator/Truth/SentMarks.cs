namespace DouyinIngest.Simulator.Truth;

/// <summary>When each batch of a broadcast was last put on a socket, as marks that only grow. Callers hold the broadcast's gate.</summary>
internal sealed class SentMarks
{
    private readonly List<long> _marks = [];

    /// <summary>The position after the newest one that was ever sent.</summary>
    public long End => _marks.Count;

    public void Set(long position, long mark)
    {
        while (_marks.Count <= position)
        {
            _marks.Add(0);
        }

        _marks[(int)position] = mark;
    }

    /// <summary>The mark of a batch; 0 when it was never sent.</summary>
    public long Of(long position) => position < _marks.Count ? _marks[(int)position] : 0;
}
