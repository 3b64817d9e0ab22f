using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>One pod: its state machine, the effects around it, and what it has on the way to the broker.</summary>
internal sealed class SimPod(string instance)
{
    private static readonly OwnershipTimings Timings = OwnershipTimings.Default;

    public string Instance => instance;

    public PartitionOwnership Ownership { get; set; } = new(instance, Timings);

    public int Position { get; set; }

    public bool IsAlive { get; set; } = true;

    public bool IsStopped { get; set; }

    public bool IsCut { get; set; }

    public bool IsTerminated { get; set; }

    public bool IsWanted { get; set; }

    /// <summary>Its table is as old as the newest one.</summary>
    public bool HasTable { get; set; }

    /// <summary>End of the partition when it came back from its last stop.</summary>
    public int ResumedAt { get; set; }

    public bool IsUp => IsAlive && !IsStopped;

    public bool IsMember => IsUp && !IsCut && !IsTerminated;

    /// <summary>Claims that stand and whose confirmation it has not heard: who made each, and its number.</summary>
    public Queue<(PartitionOwnership Claimer, int Claim)> Reports { get; } = new();

    public Queue<SimWrite> Writes { get; } = new();

    public Queue<(SimRoom Room, int Number, long Epoch)> Events { get; } = new();

    public Queue<int> Questions { get; } = new();

    public Dictionary<string, SimRoom> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>The reader has left the partition and comes back: everything is read again, from the beginning.</summary>
    public void Forget()
    {
        Ownership = new(instance, Timings);
        Position = 0;
        HasTable = false;
        Questions.Clear();
    }
}
