using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Rooms;

internal sealed partial class RoomPipeline
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Room {RoomId}: a frame of {Bytes} bytes could not be read three times ({Reason}); it is on the dead-letter topic and the room goes on behind it", EventName = "FrameGivenUp")]
        public static partial void FrameGivenUp(ILogger logger, long roomId, DropReason reason, int bytes);

        [LoggerMessage(2, LogLevel.Warning, "Room {RoomId}: a message above Socket:MaxMessageBytes three times at the same cursor; the room begins without a cursor", EventName = "CursorGivenUp")]
        public static partial void CursorGivenUp(ILogger logger, long roomId);

        [LoggerMessage(3, LogLevel.Warning, "Room {RoomId}: {Frames} frames were not confirmed by the broker within {Delay}; they stay unacknowledged and the upstream sends them again", EventName = "NotSettled")]
        public static partial void NotSettled(ILogger logger, long roomId, int frames, TimeSpan delay);
    }
}
