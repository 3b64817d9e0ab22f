using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Polling;

internal sealed partial class HybridSessionConnector
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Room {RoomId} is polled in place of its socket: {Reason}. {Remedy}", EventName = "FellBackToPolling")]
        public static partial void FellBack(ILogger logger, long roomId, CloseReason reason, string remedy);

        [LoggerMessage(2, LogLevel.Information, "Room {RoomId} goes by its socket again: {Reason}", EventName = "BackOnTheSocket")]
        public static partial void Back(ILogger logger, long roomId, CloseReason reason);

        [LoggerMessage(3, LogLevel.Debug, "Room {RoomId}: the socket does not work yet, {Reason} {Detail}", EventName = "SocketTried")]
        public static partial void Tried(ILogger logger, long roomId, CloseReason reason, string detail);
    }
}
