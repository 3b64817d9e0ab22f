namespace DouyinIngest.Simulator.Truth;

/// <summary>
/// A list that only grows, and never moves what it holds: one array of two million events takes half a second to copy, and the whole world waits for it.
/// Not safe for concurrent use.
/// </summary>
internal sealed class Chunks<T>
    where T : struct
{
    /// <summary>Small enough to be no large object of the collector's, which costs a full collection every so often.</summary>
    private const int Size = 512;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    /// <summary>The item at an index from 0 up to, not including, <see cref="Count"/>, to be read or changed in its place.</summary>
    public ref T this[int index] => ref _chunks[index / Size][index % Size];

    public void Add(in T item)
    {
        if (Count == _chunks.Count * Size)
        {
            _chunks.Add(new T[Size]);
        }

        Count++;
        this[Count - 1] = item;
    }
}
