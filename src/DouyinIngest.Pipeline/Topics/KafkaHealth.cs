namespace DouyinIngest.Pipeline.Topics;

/// <summary>How the producer stands, for the readiness check.</summary>
/// <param name="BrokersUp">Brokers that it is connected to.</param>
/// <param name="LastError">The last error that belonged to no record; null when there was none since the brokers were last reached.</param>
/// <param name="Fatal">Why the producer is dead for good; null while it lives.</param>
internal sealed record KafkaHealth(int BrokersUp, string? LastError, string? Fatal)
{
    /// <summary>Whether records can be delivered.</summary>
    public bool IsReady => Fatal is null && BrokersUp > 0;
}
