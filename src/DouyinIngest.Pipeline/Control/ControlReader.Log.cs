using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Control;

internal sealed partial class ControlReader
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Control topic {Topic} read up to offset {Offset}: {Rooms} rooms, {Refused} records refused", EventName = "ControlTopicRead")]
        public static partial void Read(ILogger logger, string topic, long offset, int rooms, int refused);

        [LoggerMessage(2, LogLevel.Warning, "Control topic {Topic}: the record at offset {Offset} is refused: {Reason}. {Remedy}", EventName = "ControlRecordRefused")]
        public static partial void Refused(ILogger logger, string topic, long offset, string reason, string remedy);

        [LoggerMessage(3, LogLevel.Warning, "Control topic {Topic} cannot be read for now: {Reason}. What is known stays in force; the reading goes on by itself. {Remedy}", EventName = "ControlTopicUnreadable")]
        public static partial void Unreadable(ILogger logger, string topic, string reason, string remedy);

        [LoggerMessage(4, LogLevel.Warning, "Control topic {Topic} is not the log that was read before (its end is below offset {Offset}, or that offset is gone): it is read anew from the beginning", EventName = "ControlTopicReplaced")]
        public static partial void Replaced(ILogger logger, string topic, long offset);

        [LoggerMessage(5, LogLevel.Warning, "Credentials: {Warning}", EventName = "CredentialWarning")]
        public static partial void Credential(ILogger logger, string warning);
    }
}
