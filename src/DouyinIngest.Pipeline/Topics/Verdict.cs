using Confluent.Kafka;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What becomes of a record that was not delivered.</summary>
internal enum Verdict
{
    /// <summary>Waits and is sent again, in order: somebody must act, but nothing is wrong with the record.</summary>
    Retry,

    /// <summary>Can never be delivered as it is.</summary>
    DeadLetter,

    /// <summary>The client is going away and has given it up.</summary>
    Abandon,
}

/// <summary>Reads the broker's and the client's refusals. Pure.</summary>
internal static class Verdicts
{
    /// <summary>
    /// Only what is the record's own fault is a dead letter. Missing rights, unknown topics and everything that nobody foresaw wait: an
    /// event that waits can still be delivered, one that was put aside is as good as lost to its readers.
    /// </summary>
    public static Verdict Of(int error) => (ErrorCode)error switch
    {
        ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsg or ErrorCode.InvalidMsgSize or ErrorCode.InvalidTimestamp
            or ErrorCode.InvalidRecord or ErrorCode.UnsupportedForMessageFormat or ErrorCode.Local_BadMsg => Verdict.DeadLetter,
        ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_Fatal or ErrorCode.Local_Destroy => Verdict.Abandon,
        _ => Verdict.Retry,
    };

    /// <summary>The closed label under which an error is counted.</summary>
    public static string Label(int error) => (ErrorCode)error switch
    {
        ErrorCode.MsgSizeTooLarge => "msg_size_too_large",
        ErrorCode.InvalidMsg or ErrorCode.InvalidMsgSize or ErrorCode.InvalidTimestamp or ErrorCode.InvalidRecord
            or ErrorCode.UnsupportedForMessageFormat or ErrorCode.Local_BadMsg => "invalid_record",
        ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed => "authorization",
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => "unknown_topic",
        ErrorCode.Local_QueueFull => "queue_full",
        ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_Destroy => "purged",
        ErrorCode.Local_Fatal => "fatal",
        _ => "other",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["msg_size_too_large", "invalid_record", "authorization", "unknown_topic", "queue_full", "purged", "fatal", "other"];
}
