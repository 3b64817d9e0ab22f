namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Where one node of a cluster listens, all on loopback.</summary>
/// <param name="Id">node.id, from 1.</param>
/// <param name="Broker">For clients and the other brokers.</param>
/// <param name="Controller">For the quorum.</param>
/// <param name="Door">A second listener for clients that come through a proxy.</param>
/// <param name="Proxy">Where that proxy listens: the address that the door tells its clients.</param>
internal sealed record KafkaNodePorts(int Id, int Broker, int Controller, int Door, int Proxy);
