namespace DouyinIngest.Simulator.World;

/// <summary>A room in which happens what was recorded elsewhere.</summary>
/// <param name="LiveId">Its live id.</param>
/// <param name="RoomId">Room id of its one broadcast: event ids are those of the recorded room.</param>
/// <param name="Frames">Whole frames as they came from the upstream, oldest first, with the time since the first.</param>
/// <param name="Speed">How many times as fast; 0: all at once.</param>
internal sealed record PlayedRoom(long LiveId, long RoomId, IReadOnlyList<(TimeSpan At, ReadOnlyMemory<byte> Bytes)> Frames, double Speed = 1);
