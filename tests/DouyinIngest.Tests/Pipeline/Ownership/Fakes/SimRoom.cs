using System.Globalization;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>A room that runs on a pod: its events are the numbers from 1, its cursor is the last of them that is confirmed.</summary>
internal sealed class SimRoom(string liveId, int start)
{
    private readonly int _start = start;

    public string LiveId => liveId;

    public long Epoch { get; set; }

    public bool IsClosing { get; set; }

    public bool IsClosed { get; set; }

    public int Read { get; set; } = start;

    public int Confirmed { get; set; } = start;

    public int Saved { get; set; } = start;

    public int InFlight => Read - Confirmed;

    public static int CursorOf(RoomCheckpoint? checkpoint) =>
        string.IsNullOrEmpty(checkpoint?.Cursor) ? 0 : int.Parse(checkpoint.Cursor, CultureInfo.InvariantCulture);

    public RoomCheckpoint Checkpoint(string instance) =>
        new() { Version = 1, RoomId = 7, Cursor = Confirmed.ToString(CultureInfo.InvariantCulture), Epoch = Epoch, Instance = instance };

    public RoomCheckpoint? Final(string instance) => Confirmed == _start ? null : Checkpoint(instance);
}
