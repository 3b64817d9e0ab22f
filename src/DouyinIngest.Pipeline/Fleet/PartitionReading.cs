namespace DouyinIngest.Pipeline.Fleet;

/// <summary>One reading of a partition of the checkpoint topic, from its beginning on; a partition that was forgotten and is followed again has another.</summary>
internal readonly record struct PartitionReading(int Partition, int Number);
