using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Keeps what it is handed.</summary>
internal sealed class RecordingCheckpoints : ICheckpointSink
{
    private readonly ConcurrentQueue<(string LiveId, RoomCheckpoint Checkpoint)> _all = new();

    public IReadOnlyList<RoomCheckpoint> All => [.. _all.Select(static c => c.Checkpoint)];

    public IReadOnlyList<string> Cursors => [.. _all.Select(static c => c.Checkpoint.Cursor)];

    public IReadOnlyList<string> LiveIds => [.. _all.Select(static c => c.LiveId)];

    public void Confirmed(string liveId, RoomCheckpoint checkpoint) => _all.Enqueue((liveId, checkpoint));
}
