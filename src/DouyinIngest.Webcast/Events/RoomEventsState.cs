namespace DouyinIngest.Webcast.Events;

/// <summary>What <see cref="RoomEvents"/> remembers of a broadcast at one moment: a copy that later messages do not change.</summary>
internal sealed record RoomEventsState
{
    public static RoomEventsState Empty { get; } = new();

    /// <summary>Hashes of the event ids that were seen lately, oldest first.</summary>
    public ulong[] EventIds { get; init; } = [];

    /// <summary>How many ids of the window are left out of <see cref="EventIds"/>.</summary>
    public int OmittedIds { get; init; }

    public StickyVersionState[] Versions { get; init; } = [];

    public OpenComboState[] OpenCombos { get; init; } = [];

    /// <summary>Combos that are over, the one that ended first first.</summary>
    public EndedComboState[] EndedCombos { get; init; } = [];

    /// <summary>Hashes of the event ids of what the Open Platform keeps (gifts), oldest first.</summary>
    public ulong[] KeptIds { get; init; } = [];
}
