using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Truth;

/// <summary>What truly happened in every broadcast. Checks compare what came out of the pipeline with it, and with nothing else.</summary>
internal sealed class Oracle(Rooms rooms)
{
    /// <summary>Numbers over all broadcasts.</summary>
    public OracleCounts Counts
    {
        get
        {
            var counts = new OracleCounts();
            foreach (var broadcast in rooms.Broadcasts)
            {
                lock (broadcast.Gate)
                {
                    broadcast.Truth.CountInto(counts);
                }
            }

            return counts;
        }
    }

    /// <summary>Every broadcast that has been, by room id.</summary>
    public IReadOnlyList<long> RoomIds => [.. rooms.Broadcasts.Select(b => b.RoomId)];

    /// <summary>Every event of a broadcast in order; empty for an unknown room.</summary>
    public IReadOnlyList<OracleEvent> Events(long roomId)
    {
        if (rooms.FindBroadcast(roomId) is not { } broadcast)
        {
            return [];
        }

        lock (broadcast.Gate)
        {
            return broadcast.Truth.Snapshot();
        }
    }

    /// <summary>Exact gift totals of a broadcast, per combo key; of the offered events alone by default.</summary>
    public IReadOnlyList<OracleCombo> Combos(long roomId, bool offeredOnly = true)
        => ComboSums.Of(Events(roomId).Where(e => e.Offered || !offeredOnly).Select(e => e.Facts));
}
