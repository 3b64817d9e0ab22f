using System.Numerics;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// Which event ids were seen: at least the last <c>minIds</c> of them, those of the last <c>window</c> milliseconds, and those not
/// yet acknowledged. Ids are kept as 64-bit hashes in a ring by age, with an open-addressed index over it; times are kept per block
/// of 16 ids, so that an id costs 8 bytes and its share of the index. Above <see cref="MostIds"/> the oldest go, whatever their age.
/// One caller at a time.
/// </summary>
internal sealed class DedupeWindow(long window, int minIds)
{
    /// <summary>A bound on memory, about 16 MiB: more than 16,000 events per second over a minute, in one room.</summary>
    public const int MostIds = 1_000_000;

    private const int Block = 16;
    private const int LeastCapacity = 32;

    private ulong[] _hashes = [];
    private long[] _times = [];
    private int[] _index = [];  // position in the ring + 1; 0 free
    private long _first;
    private long _next;

    /// <summary>How many ids are remembered.</summary>
    public int Count => (int)(_next - _first);

    /// <summary>How many ids were ever added: the place of the next one.</summary>
    public long Added => _next;

    /// <summary>The place of the id that was last found remembered already.</summary>
    public long LastRepeat { get; private set; }

    /// <summary>Remembers an id; false when it was remembered already.</summary>
    public bool TryAdd(ulong hash, long now)
    {
        if (_hashes.Length == 0)
        {
            Resize(LeastCapacity);
        }

        var slot = Find(hash);
        if (_index[slot] != 0)
        {
            LastRepeat = _first + ((_index[slot] - 1 - (int)_first) & (_hashes.Length - 1));
            return false;
        }

        if (Count == MostIds)
        {
            RemoveOldest();
            slot = Find(hash);
        }
        else if (Count == _hashes.Length)
        {
            Resize(_hashes.Length * 2);
            slot = Find(hash);
        }

        var at = (int)_next & (_hashes.Length - 1);
        _hashes[at] = hash;
        ref var time = ref _times[at / Block];
        time = (at % Block) == 0 || _next == _first ? now : Math.Max(time, now);
        _index[slot] = at + 1;
        _next++;
        return true;
    }

    /// <summary>Forgets what need not be remembered any more; ids of <paramref name="oldestUnacknowledged"/> and later stay.</summary>
    public void Forget(long now, long oldestUnacknowledged)
    {
        while (Count > minIds)
        {
            var time = _times[((int)_first & (_hashes.Length - 1)) / Block];
            if (now - time < window || time >= oldestUnacknowledged)
            {
                break;
            }

            RemoveOldest();
        }

        if (_hashes.Length > LeastCapacity && Count < _hashes.Length / 4)
        {
            Resize(_hashes.Length / 2);
        }
    }

    /// <summary>How many ids were added at <paramref name="since"/> or later; the last <paramref name="least"/> count whatever their age.</summary>
    public int CountRecent(long since, int least)
    {
        var id = _next;
        while (id > _first)
        {
            var last = (int)(id - 1) & (_hashes.Length - 1);
            if (_times[last / Block] < since && _next - id >= least)
            {
                break;
            }

            id = Math.Max(_first, id - 1 - (last % Block));
        }

        return (int)(_next - id);
    }

    /// <summary>The last ids, oldest first.</summary>
    public ulong[] Capture(int count)
    {
        if (count == 0)
        {
            return [];
        }

        var hashes = new ulong[count];
        var from = (int)(_next - hashes.Length) & (_hashes.Length - 1);
        var ahead = Math.Min(hashes.Length, _hashes.Length - from);
        _hashes.AsSpan(from, ahead).CopyTo(hashes);
        _hashes.AsSpan(0, hashes.Length - ahead).CopyTo(hashes.AsSpan(ahead));
        return hashes;
    }

    /// <summary>Remembers captured ids as seen at <paramref name="time"/>.</summary>
    public void Restore(ReadOnlySpan<ulong> hashes, long time)
    {
        foreach (var hash in hashes)
        {
            TryAdd(hash, time);
        }
    }

    private int Find(ulong hash)
    {
        var mask = _index.Length - 1;
        var slot = (int)hash & mask;
        while (_index[slot] != 0 && _hashes[_index[slot] - 1] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void RemoveOldest()
    {
        var mask = _index.Length - 1;
        var hole = Find(_hashes[(int)_first & (_hashes.Length - 1)]);
        _first++;

        // Moves back what had to step over the freed slot, so that a search never ends too early.
        _index[hole] = 0;
        for (var slot = (hole + 1) & mask; _index[slot] != 0; slot = (slot + 1) & mask)
        {
            var home = (int)_hashes[_index[slot] - 1] & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask))
            {
                _index[hole] = _index[slot];
                _index[slot] = 0;
                hole = slot;
            }
        }
    }

    private void Resize(int capacity)
    {
        var hashes = new ulong[capacity];
        var times = new long[capacity / Block];
        var index = new int[BitOperations.RoundUpToPowerOf2((uint)capacity * 3 / 2)];
        var mask = index.Length - 1;
        for (var id = _first; id < _next; id++)
        {
            var from = (int)id & (_hashes.Length - 1);
            var to = (int)id & (capacity - 1);
            hashes[to] = _hashes[from];
            times[to / Block] = _times[from / Block];
            var slot = (int)hashes[to] & mask;
            while (index[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            index[slot] = to + 1;
        }

        _hashes = hashes;
        _times = times;
        _index = index;
    }
}
