namespace DouyinIngest.Simulator.Push;

/// <summary>One attempt.</summary>
/// <param name="Time">Milliseconds.</param>
/// <param name="Accepted">Not refused.</param>
internal readonly record struct ConnectAttempt(long Time, bool Accepted);
