using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

internal sealed partial class FleetCoordinator
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The table of rooms is read; joining the group {Group} as {Instance}", EventName = "FleetJoined")]
        public static partial void Joined(ILogger logger, string instance, string group);

        [LoggerMessage(2, LogLevel.Information, "Claiming partition {Partition}", EventName = "PartitionClaimed")]
        public static partial void Claiming(ILogger logger, int partition);

        [LoggerMessage(3, LogLevel.Warning, "The process was stopped for over {Limit}; nothing is published until the log tells whether its rooms are still its own", EventName = "ProcessSuspended")]
        public static partial void Suspended(ILogger logger, TimeSpan limit);

        [LoggerMessage(4, LogLevel.Warning, "A record of the checkpoint topic at offset {Offset} is not understood: {Reason}. It is passed over", EventName = "CheckpointNotUnderstood")]
        public static partial void NotUnderstood(ILogger logger, long offset, string reason);

        [LoggerMessage(5, LogLevel.Information, "Leaving the group; {Rooms} rooms run on until they are taken over", EventName = "FleetLeaving")]
        public static partial void WaitingForSuccessors(ILogger logger, int rooms);

        [LoggerMessage(6, LogLevel.Warning, "{Records} records of the checkpoint topic could not be written before the exit; successors start from older places", EventName = "FleetNotWritten")]
        public static partial void NotWritten(ILogger logger, long records);
    }
}
