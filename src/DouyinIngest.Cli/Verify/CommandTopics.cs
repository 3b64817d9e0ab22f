using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Verify;

/// <summary>The settings of commands that read topics.</summary>
internal static class CommandTopics
{
    /// <summary>The Kafka settings that a command was given.</summary>
    /// <param name="brokers">Bootstrap servers.</param>
    /// <param name="prefix">What the event topics' names begin with; empty: as the service has it.</param>
    /// <param name="more">Settings, <c>Section:Key=Value</c>.</param>
    public static KafkaOptions Read(string brokers, string prefix, IReadOnlyList<KeyValuePair<string, string?>> more) => KafkaSettings.Read(
        brokers,
        prefix.Length > 0 ? [.. more, KeyValuePair.Create($"{KafkaOptions.SectionName}:{nameof(KafkaOptions.TopicPrefix)}", (string?)prefix)] : more);
}
