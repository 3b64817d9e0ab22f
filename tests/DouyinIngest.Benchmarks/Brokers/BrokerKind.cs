namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Where the broker of a run comes from.</summary>
internal enum BrokerKind
{
    /// <summary>Somebody else's, named by <c>KAFKA_BOOTSTRAP</c>; it cannot be stopped from here.</summary>
    External = 0,

    /// <summary>Started from the Apache Kafka home in <c>KAFKA_HOME</c>.</summary>
    Home,

    /// <summary>Started by Testcontainers on a Docker engine.</summary>
    Container,

    /// <summary>librdkafka's mock cluster: speaks the protocol, but has no durability, retention or administration.</summary>
    Mock,
}
