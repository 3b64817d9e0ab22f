using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Topics;

/// <content>Event names are public: operators filter by them.</content>
internal sealed partial class KafkaEventSink
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Topic {Topic} refuses records ({Reason}); they wait and are sent again every second, nothing is lost. Grant the rights, or run 'topics create'.", EventName = "TopicRefusesRecords")]
        public static partial void Refused(ILogger logger, string topic, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Dead letter: stage {Stage}, reason {Reason}, room {RoomId}, {Bytes} bytes {Error}. At most one line a minute for each reason; the dead-letter topic has them all.", EventName = "DeadLetter")]
        public static partial void DeadLetter(ILogger logger, string stage, string reason, string roomId, int bytes, string error);

        [LoggerMessage(3, LogLevel.Critical, "The Kafka producer is dead for good and the process must be restarted: {Reason}", EventName = "KafkaProducerFatal")]
        public static partial void Fatal(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Kafka: {Reason}. Records wait in the client and are sent when brokers answer.", EventName = "KafkaClientError")]
        public static partial void ClientError(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Debug, "librdkafka {Level} {Facility}: {Text}", EventName = "KafkaClientLog")]
        public static partial void Client(ILogger logger, int level, string facility, string text);

        [LoggerMessage(6, LogLevel.Warning, "The Kafka producer still had records under way when it was closed; its memory was left alone.", EventName = "KafkaProducerNotFreed")]
        public static partial void NotFreed(ILogger logger);

        [LoggerMessage(7, LogLevel.Error, "Topic {Topic} has confirmed nothing for 10 s while {Records} records wait; they are kept and sent when it can take them. Do brokers answer, does the topic exist ('topics create'), may this user write to it?", EventName = "TopicStalled")]
        public static partial void Stalled(ILogger logger, string topic, int records);

        [LoggerMessage(8, LogLevel.Warning, "Topic {Topic} refused a request as too large; its records are sent again in smaller ones, and only what is too large alone becomes a dead letter. Raise the topic's max.message.bytes, or lower Kafka:Client:batch.size below it.", EventName = "RequestTooLarge")]
        public static partial void RequestTooLarge(ILogger logger, string topic);
    }
}
