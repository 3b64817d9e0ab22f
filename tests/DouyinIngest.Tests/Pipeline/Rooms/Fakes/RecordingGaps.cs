using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

internal sealed class RecordingGaps : IGapListener
{
    public List<(string LiveId, long RoomId, GapReason Reason, Hole Hole)> All { get; } = [];

    public void GapNoted(string liveId, long roomId, GapReason reason, Hole hole) => All.Add((liveId, roomId, reason, hole));
}
