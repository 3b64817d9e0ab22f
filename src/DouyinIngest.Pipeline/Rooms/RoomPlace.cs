using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What an instance of a fleet runs a room with. A room that runs without one belongs to nobody else.</summary>
/// <param name="Fleet">Its gate and where its checkpoints go.</param>
/// <param name="From">Where an owner before us, or we, got to; null: nowhere.</param>
internal sealed record RoomPlace(RoomFleet Fleet, RoomCheckpoint? From);
