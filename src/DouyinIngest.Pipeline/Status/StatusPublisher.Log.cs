using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Status;

/// <content>Event names are public: operators filter by them.</content>
internal sealed partial class StatusPublisher
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A status record was not written ({Failure}): {Reason}. At most one line a minute for each failure; no event is lost by that. Do brokers answer, does the topic {Topic} exist ('topics create'), may this user write to it?", EventName = "StatusNotWritten")]
        public static partial void NotWritten(ILogger logger, string topic, StatusFailure failure, string reason);
    }
}
