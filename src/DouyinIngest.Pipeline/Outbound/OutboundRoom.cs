namespace DouyinIngest.Pipeline.Outbound;

/// <summary>Whether a line can be said in a room now.</summary>
internal enum OutboundRoomState
{
    /// <summary>The table does not name it.</summary>
    Unknown = 0,

    /// <summary>It ought to run here and is not that far yet, or nobody can tell.</summary>
    Waiting,

    /// <summary>There is no broadcast, or the room is not to be followed.</summary>
    Offline,

    /// <summary>Its broadcast is on.</summary>
    Live,
}

/// <summary>A room as it stands.</summary>
/// <param name="State">Whether a line can be said.</param>
/// <param name="RoomId">The broadcast; 0 unless live.</param>
/// <param name="Detail">Why not, for a person.</param>
internal readonly record struct OutboundRoom(OutboundRoomState State, long RoomId = 0, string Detail = "");

/// <summary>The rooms that lines are for.</summary>
internal interface IOutboundRooms
{
    /// <summary>Asked only about keys whose partition is ours.</summary>
    OutboundRoom Find(string liveId);
}
