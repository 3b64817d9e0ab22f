namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>What was found in one broadcast.</summary>
/// <param name="OutOfOrder">First records behind one that happened later.</param>
/// <param name="Silence">The longest time in which something happened and nothing was appended.</param>
/// <param name="Recovery">Until events that happened after the healing came; null: cannot be said. Max value: never.</param>
internal sealed record RoomFigures(long OutOfOrder, TimeSpan Silence, TimeSpan? Recovery);
