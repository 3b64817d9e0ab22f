namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>A line that was said in a room.</summary>
internal sealed record SimulatedLine(string LiveId, string Room, string Content, string UserId, string EventId, long Time);
