namespace DouyinIngest.Simulator.World;

/// <summary>One anchor's room: stable live id, a broadcast with a room id of its own each time.</summary>
internal sealed class SimulatedRoom(int index, long liveId, Person anchor, string title)
{
    private readonly List<Broadcast> _broadcasts = [];

    public int Index { get; } = index;

    /// <summary>The number in the live URL.</summary>
    public long LiveId { get; } = liveId;

    public Person Anchor { get; } = anchor;

    public string Title { get; } = title;

    /// <summary>What happens in it was recorded elsewhere.</summary>
    public bool IsPlayed { get; init; }

    /// <summary>The broadcast that runs, or the one that ended last.</summary>
    public Broadcast Current
    {
        get
        {
            lock (_broadcasts)
            {
                return _broadcasts[^1];
            }
        }
    }

    /// <summary>Room id of the current broadcast.</summary>
    public long RoomId => Current.RoomId;

    public bool IsLive => Current.Status is 2 or 3;

    /// <summary>All broadcasts, oldest first.</summary>
    public IReadOnlyList<Broadcast> Broadcasts
    {
        get
        {
            lock (_broadcasts)
            {
                return [.. _broadcasts];
            }
        }
    }

    internal Traffic? Traffic { get; set; }

    public void Begin(Broadcast broadcast)
    {
        lock (_broadcasts)
        {
            _broadcasts.Add(broadcast);
        }

        Traffic = null;
    }
}
