using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

internal sealed partial class GroupMember
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The group gave us {Count} partitions: {Partitions}", EventName = "PartitionsAssigned")]
        public static partial void Assigned(ILogger logger, int count, string partitions);

        [LoggerMessage(2, LogLevel.Information, "{How} {Count} partitions: {Partitions}; their rooms run on until a successor claims them", EventName = "PartitionsNotMine")]
        public static partial void NotMine(ILogger logger, string how, int count, string partitions);

        [LoggerMessage(3, LogLevel.Debug, "Group membership: {Reason}", EventName = "MemberError")]
        public static partial void Error(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Debug, "{Facility}: {Text}", EventName = "MemberClient")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(5, LogLevel.Error, "This instance has no part in the group {Group}: {Reason}. {Remedy}", EventName = "GroupRefused")]
        public static partial void Refused(ILogger logger, string group, string reason, string remedy);

        [LoggerMessage(6, LogLevel.Warning, "Membership in the group {Group} is lost: {Reason}. It is joined again under another name; rooms run on until a successor claims them", EventName = "MembershipLost")]
        public static partial void Lost(ILogger logger, string group, string reason);
    }
}
