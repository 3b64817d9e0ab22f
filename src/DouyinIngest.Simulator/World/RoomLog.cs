namespace DouyinIngest.Simulator.World;

/// <summary>The batches of a broadcast that a cursor can still resume from. Bounded by number and bytes; callers hold the gate.</summary>
internal sealed class RoomLog(int maxBatches, long maxBytes)
{
    private Batch?[] _window = [];
    private long _bytes;

    /// <summary>Position of the oldest batch kept.</summary>
    public long First { get; private set; }

    /// <summary>Position that the next batch gets.</summary>
    public long Next { get; private set; }

    public void Append(Batch batch)
    {
        if (_window.Length == 0 || Next - First == _window.Length)
        {
            Grow();
        }

        _window[Next % _window.Length] = batch;
        _bytes += batch.Compressed.Length;
        Next++;
        while (Next - First > maxBatches || (_bytes > maxBytes && Next - First > 1))
        {
            _bytes -= _window[First % _window.Length]!.Compressed.Length;
            _window[First % _window.Length] = null;
            First++;
        }
    }

    /// <summary>The batch at a position; null when it is not there any more, or not yet.</summary>
    public Batch? Find(long position) => position >= First && position < Next ? _window[position % _window.Length] : null;

    private void Grow()
    {
        var larger = new Batch?[Math.Max(16, _window.Length * 2)];
        for (var position = First; position < Next; position++)
        {
            larger[position % larger.Length] = _window[position % _window.Length];
        }

        _window = larger;
    }
}
