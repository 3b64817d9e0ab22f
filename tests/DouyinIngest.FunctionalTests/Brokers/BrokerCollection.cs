namespace DouyinIngest.FunctionalTests.Brokers;

/// <summary>Whoever uses or stops the shared broker runs alone.</summary>
[CollectionDefinition("broker", DisableParallelization = true)]
public sealed class BrokerCollection;
