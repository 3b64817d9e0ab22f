using Confluent.Kafka;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What to do when the brokers deny something. Pure.</summary>
internal static class AccessRemedies
{
    /// <summary>One sentence; null when the error is about something else.</summary>
    /// <param name="error">What the brokers answered.</param>
    /// <param name="topic">The topic that it was about.</param>
    /// <param name="right">Kafka's name of the right that is needed on it.</param>
    public static string? For(ErrorCode error, string topic, string right) => error switch
    {
        ErrorCode.TopicAuthorizationFailed => $"Grant the user of {ClientSettings.Section} the right {right} on the topic {topic}; it goes on by itself then",
        ErrorCode.ClusterAuthorizationFailed => $"Grant the user of {ClientSettings.Section} the right IdempotentWrite on the cluster; it goes on by itself then",
        ErrorCode.SaslAuthenticationFailed => $"Correct the user and the password under {ClientSettings.Section}",
        _ => null,
    };
}
