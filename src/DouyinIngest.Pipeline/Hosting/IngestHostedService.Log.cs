using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Hosting;

internal sealed partial class IngestHostedService
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Following rooms", EventName = "IngestStarted")]
        public static partial void Started(ILogger logger);

        [LoggerMessage(2, LogLevel.Information, "Every room has stopped and every record is on the broker", EventName = "IngestDrained")]
        public static partial void Drained(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The stop was not finished within {Delay}: {Records} records are not confirmed; their frames stay unacknowledged and the upstream sends them again", EventName = "IngestNotDrained")]
        public static partial void NotDrained(ILogger logger, TimeSpan delay, long records);

        [LoggerMessage(4, LogLevel.Critical, "The process has to end: {Reason}", EventName = "IngestFailed")]
        public static partial void Failed(ILogger logger, string reason, Exception? fault);
    }
}
