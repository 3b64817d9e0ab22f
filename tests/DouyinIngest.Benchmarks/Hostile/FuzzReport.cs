using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>What became of the mutated frames.</summary>
/// <param name="Frames">How many were tried.</param>
/// <param name="Events">How many events they still made.</param>
/// <param name="Drops">What was refused, frames and messages, by reason.</param>
/// <param name="Longest">The time of the slowest frame.</param>
/// <param name="Failures">Exceptions, at most ten; must be empty.</param>
internal sealed record FuzzReport(int Frames, long Events, IReadOnlyDictionary<DropReason, long> Drops, TimeSpan Longest, IReadOnlyList<string> Failures);
