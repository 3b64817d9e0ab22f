using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Overview;

/// <summary>One checkpoint of a room, as far as an operator wants to know it: the resume position and the ids are left behind.</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Partition">Of the checkpoint topic.</param>
/// <param name="Instance">Who wrote it.</param>
/// <param name="Epoch">The owner's.</param>
/// <param name="Time">When its frame was received, by the owner's clock.</param>
/// <param name="Closed">Why the owner reads no further; running while it does.</param>
/// <param name="Events">Published since the room's first checkpoint.</param>
/// <param name="Gaps">Holes since then.</param>
/// <param name="Reconnects">Connections lost since then.</param>
/// <param name="CutIds">Event ids that had no room in the checkpoint.</param>
/// <param name="Transport"><c>websocket</c> or <c>polling</c>: how its frames came.</param>
/// <param name="Rank">Its place among the room's records: the highest is the newest; below zero when it comes from another log.</param>
internal sealed record RoomMark(
    long RoomId,
    int Partition,
    string Instance,
    long Epoch,
    DateTimeOffset Time,
    RoomCheckpoint.Types.Closed Closed,
    long Events,
    long Gaps,
    long Reconnects,
    int CutIds,
    string Transport,
    long Rank)
{
    public static RoomMark Of(RoomCheckpoint checkpoint, int partition, long offset) => new(
        checkpoint.RoomId,
        partition,
        checkpoint.Instance,
        checkpoint.Epoch,
        DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Time),
        checkpoint.Closed,
        checkpoint.Counters?.Events.Sum() ?? 0,
        checkpoint.Counters?.Gaps ?? 0,
        checkpoint.Counters?.Reconnects ?? 0,
        checkpoint.CutIds,
        SnakeCase.Of(checkpoint.Transport),
        // An epoch is an offset in front of the record; one that is not comes from another log.
        checkpoint.Epoch < offset ? checkpoint.Epoch : -1);

    public bool IsRunning => Closed == RoomCheckpoint.Types.Closed.Running;
}
