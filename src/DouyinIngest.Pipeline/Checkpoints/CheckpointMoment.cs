using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Checkpoints;

/// <summary>The frame at which a room's state was captured.</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Position">The cursor behind the frame, and its internal_ext.</param>
/// <param name="Time">Our clock when the frame was received, milliseconds since the Unix epoch.</param>
/// <param name="ServerTime">The upstream's clock in the last frame that told it, milliseconds since the Unix epoch; 0 unknown.</param>
/// <param name="EventsPerSecond">Over the minute before.</param>
/// <param name="Transport">How the room went: the socket or polling.</param>
internal readonly record struct CheckpointMoment(long RoomId, ResumePoint Position, long Time, long ServerTime, double EventsPerSecond, RoomTransport Transport = RoomTransport.Websocket);
