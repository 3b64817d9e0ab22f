namespace DouyinIngest.Pipeline.Overview;

/// <summary>A room's newest checkpoint and the one before.</summary>
internal sealed class RoomTrack
{
    /// <summary>A checkpoint is written at least this often while events come; behind three of them nothing came.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private RoomMark? _before;

    public required RoomMark Newest { get; set; }

    /// <summary>The highest epoch wins, the later record on a tie.</summary>
    public void Add(RoomMark place)
    {
        if (place.Rank >= Newest.Rank)
        {
            (_before, Newest) = (Newest, place);
        }
    }

    /// <summary>Events a second between the last two checkpoints; 0 when they are old, or when the room does not run.</summary>
    public double Rate(DateTimeOffset now)
    {
        if (_before is null || !Newest.IsRunning || now - Newest.Time > Fresh)
        {
            return 0;
        }

        var seconds = (Newest.Time - _before.Time).TotalSeconds;
        return seconds > 0 ? Math.Max(0, Newest.Events - _before.Events) / seconds : 0;
    }
}
