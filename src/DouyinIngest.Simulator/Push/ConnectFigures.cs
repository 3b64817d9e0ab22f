namespace DouyinIngest.Simulator.Push;

/// <summary>The attempts in numbers.</summary>
/// <param name="Attempts">All, the refused ones included.</param>
/// <param name="MaxAttemptsPerSecond">Most within any one second.</param>
/// <param name="MaxConnectsPerSecond">Most that were accepted within any one second.</param>
/// <param name="MaxAttemptsOfARoom">Attempts of the room that tried most often.</param>
internal sealed record ConnectFigures(long Attempts, int MaxAttemptsPerSecond, int MaxConnectsPerSecond, int MaxAttemptsOfARoom);
