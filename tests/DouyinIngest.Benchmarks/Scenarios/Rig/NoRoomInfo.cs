using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>Rooms that are pinned by their ids are never looked up.</summary>
internal sealed class NoRoomInfo : IRoomInfoClient
{
    public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"room {room} is pinned");
}
