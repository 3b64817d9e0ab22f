using DouyinIngest.Pipeline.Checkpoints;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What a fleet gives one of its rooms; a room that stands in the configuration has none of it.</summary>
/// <param name="LiveId">The assignment's live id: the key of its checkpoints.</param>
/// <param name="Checkpoints">Takes its checkpoints; null: none are made.</param>
/// <param name="Gate">Whether it may publish; null: always, with epoch 0.</param>
/// <param name="Gaps">Hears of its gaps; null: they are counted only.</param>
internal sealed record RoomFleet(string LiveId, ICheckpointSink? Checkpoints, IRoomGate? Gate, IGapListener? Gaps);
