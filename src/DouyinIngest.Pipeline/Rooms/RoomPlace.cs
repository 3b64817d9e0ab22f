using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What an instance of a fleet runs a room with. A room that runs without one belongs to nobody else.</summary>
/// <param name="Gate">Whether it may publish, and under which epoch.</param>
/// <param name="Checkpoints">Takes its checkpoints.</param>
/// <param name="From">Where an owner before us, or we, got to; null: nowhere.</param>
internal sealed record RoomPlace(IRoomGate Gate, ICheckpointSink Checkpoints, RoomCheckpoint? From);
