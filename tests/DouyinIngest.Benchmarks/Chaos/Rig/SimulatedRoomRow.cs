namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>A room as the simulator lists it.</summary>
internal sealed record SimulatedRoomRow(string LiveId, string RoomId, int Status);
