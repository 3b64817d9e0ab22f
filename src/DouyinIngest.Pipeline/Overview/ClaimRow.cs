namespace DouyinIngest.Pipeline.Overview;

/// <summary>Who owns one partition of rooms.</summary>
/// <param name="Partition">Of the checkpoint topic.</param>
/// <param name="Epoch">The claim's offset.</param>
/// <param name="Instance">Pod name and process nonce.</param>
/// <param name="Pod">Pod name.</param>
/// <param name="Address">host:port of its /rooms; empty when it tells none.</param>
/// <param name="Time">When it was claimed, by the claimer's clock.</param>
internal sealed record ClaimRow(int Partition, long Epoch, string Instance, string Pod, string Address, DateTimeOffset Time);
