using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Sockets;

internal sealed partial class RoomConnection
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Socket open (resumed: {Resumed})", EventName = "SocketOpen")]
        public static partial void Connected(ILogger logger, bool resumed);

        [LoggerMessage(2, LogLevel.Debug, "Socket refused, {Reason}: {Detail}", EventName = "SocketRefused")]
        public static partial void Refused(ILogger logger, CloseReason reason, string detail);

        [LoggerMessage(3, LogLevel.Debug, "Socket closed, {Reason}", EventName = "SocketClosed")]
        public static partial void Disconnected(ILogger logger, CloseReason reason);

        [LoggerMessage(4, LogLevel.Debug, "Attempt {Attempt} ended with {Reason}; next one in {Delay}", EventName = "SocketBackingOff")]
        public static partial void BackingOff(ILogger logger, CloseReason reason, int attempt, TimeSpan delay);
    }
}
