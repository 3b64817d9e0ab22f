namespace DouyinIngest.Pipeline.Topics;

/// <summary>The settings of the Kafka client cannot work; the message says which, why and what to do.</summary>
internal sealed class KafkaSettingsException(string message) : Exception(message);
