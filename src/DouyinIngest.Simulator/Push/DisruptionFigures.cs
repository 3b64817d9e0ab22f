namespace DouyinIngest.Simulator.Push;

/// <summary>What the commands did, in numbers.</summary>
/// <param name="Reset">Sockets reset.</param>
/// <param name="Refused">Connects refused.</param>
/// <param name="HalfOpen">Sockets made half open.</param>
/// <param name="HalfOpenEnded">How many of those have ended since.</param>
/// <param name="HalfOpenBack">How many of their rooms have a new socket.</param>
/// <param name="LongestToEnd">Seconds until the last of them was given up.</param>
/// <param name="LongestToBack">Seconds until the last of their rooms had a new socket.</param>
internal sealed record DisruptionFigures(
    long Reset, long Refused, int HalfOpen, int HalfOpenEnded, int HalfOpenBack, double LongestToEnd, double LongestToBack);
