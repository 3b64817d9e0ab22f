namespace DouyinIngest.Pipeline.Overview;

/// <summary>One process of the fleet.</summary>
/// <param name="Instance">Pod name and process nonce.</param>
/// <param name="Address">host:port of its /rooms; empty when it tells none.</param>
/// <param name="Partitions">That it owns by the log.</param>
/// <param name="Rooms">Rooms that it runs, by their newest checkpoints.</param>
/// <param name="Rate">Events a second.</param>
/// <param name="OldestCheckpoint">Age of its rooms' oldest newest checkpoint; null without rooms.</param>
internal sealed record InstanceRow(string Instance, string Address, IReadOnlyList<int> Partitions, int Rooms, double Rate, TimeSpan? OldestCheckpoint);
