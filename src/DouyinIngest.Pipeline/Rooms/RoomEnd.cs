using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>How a room that was stopped stands.</summary>
/// <param name="Final">The last place up to which everything is confirmed; null: it never got anywhere.</param>
/// <param name="Settled">Whether that is all that it ever handed over.</param>
internal readonly record struct RoomEnd(RoomCheckpoint? Final, bool Settled);
