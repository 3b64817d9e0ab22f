namespace DouyinIngest.Pipeline.Ownership;

/// <summary>What the table says of a room. A room that it does not name is to be removed.</summary>
internal enum RoomWish
{
    Run,
    Pause,

    /// <summary>Wanted, but without a place in its credential's quota.</summary>
    Unplace,
}
