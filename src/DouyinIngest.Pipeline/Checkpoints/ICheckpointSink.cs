using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Checkpoints;

/// <summary>Takes a room's checkpoints; what it took it writes in order, without holding up whoever hands it over.</summary>
internal interface ICheckpointSink
{
    /// <summary>
    /// Everything up to the frame of <paramref name="checkpoint"/> is confirmed. Called on any thread; the checkpoint is the sink's from now on,
    /// which fills in what only the owner knows (epoch, instance).
    /// </summary>
    void Confirmed(string liveId, RoomCheckpoint checkpoint);
}
