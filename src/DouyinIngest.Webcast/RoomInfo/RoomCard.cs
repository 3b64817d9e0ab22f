using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>What the room API or the live page says of a room.</summary>
public sealed record RoomCard
{
    /// <summary>web_rid: the stable number in <c>https://live.douyin.com/&lt;live id&gt;</c>.</summary>
    public required string LiveId { get; init; }

    /// <summary>The broadcast's 19-digit room id; 0 when the room is not live and none was told.</summary>
    public long RoomId { get; init; }

    public RoomStatus Status { get; init; }

    /// <summary>The broadcast is on and can be followed: live, or paused by the anchor for a while.</summary>
    public bool IsLive => Status is RoomStatus.Live or RoomStatus.Paused;

    /// <summary>The status in a word: <c>live</c>, <c>paused</c>, <c>preparing</c>, <c>ended</c> (no broadcast is on), or <c>unknown</c>.</summary>
    public string StatusText => Status switch
    {
        RoomStatus.Live => "live",
        RoomStatus.Paused => "paused",
        RoomStatus.Preparing => "preparing",
        RoomStatus.Ended => "ended",
        _ => "unknown",
    };

    public string Title { get; init; } = "";

    public string AnchorName { get; init; } = "";

    public string AnchorSecUid { get; init; } = "";

    public long AnchorId { get; init; }

    /// <summary>People in the room as the upstream displays it, -1 when not told.</summary>
    public long Online { get; init; } = -1;

    /// <summary>-1 when not told.</summary>
    public long LikeTotal { get; init; } = -1;
}
