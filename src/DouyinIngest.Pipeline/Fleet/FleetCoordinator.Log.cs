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

        [LoggerMessage(4, LogLevel.Warning, "Checkpoint topic {Topic}, partition {Partition}: the record at offset {Offset} is not understood: {Reason}. It is passed over; its room goes on from an older record, and writes over it. Upgrade this instance if a later version wrote it, else stop what writes there", EventName = "CheckpointNotUnderstood")]
        public static partial void NotUnderstood(ILogger logger, string topic, int partition, long offset, string reason);

        [LoggerMessage(5, LogLevel.Information, "Leaving the group; {Rooms} rooms run on until they are taken over", EventName = "FleetLeaving")]
        public static partial void WaitingForSuccessors(ILogger logger, int rooms);

        [LoggerMessage(6, LogLevel.Warning, "{Records} records of the checkpoint topic could not be written before the exit; successors start from older places", EventName = "FleetNotWritten")]
        public static partial void NotWritten(ILogger logger, long records);

        [LoggerMessage(7, LogLevel.Warning, "The group {Group} has {Count} members that are no instances of this fleet ({Members}): they are given partitions and follow no room, so rooms of these are not started. Stop them, or set Fleet:Group to another name in every instance", EventName = "StrangerInGroup")]
        public static partial void Strangers(ILogger logger, string group, int count, string members);

        [LoggerMessage(8, LogLevel.Warning, "The checkpoint topic {Topic} has a partition {Partition}, but Kafka:CheckpointPartitions is {Partitions}: it was widened while instances run. They go on as before; the next start is refused until all instances are stopped and the numbers agree", EventName = "PartitionBeyond")]
        public static partial void Beyond(ILogger logger, string topic, int partition, int partitions);
    }
}
