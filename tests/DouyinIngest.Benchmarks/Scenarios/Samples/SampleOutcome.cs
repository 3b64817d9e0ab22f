using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Samples;

/// <summary>What the decode path made of one payload.</summary>
/// <param name="Method">The method that it was sent under.</param>
/// <param name="Reason">None: an event.</param>
/// <param name="Values">The event's values by name; empty without an event.</param>
internal sealed record SampleOutcome(string Method, DropReason Reason, IReadOnlyDictionary<string, string> Values);
