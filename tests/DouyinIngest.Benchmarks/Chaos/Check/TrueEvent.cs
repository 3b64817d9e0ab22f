using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>One event that truly happened.</summary>
/// <param name="Key">Of its id.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Time">When it was emitted, milliseconds.</param>
/// <param name="Expected">Somebody who misses nothing that could be had has it: offered, and in no true gap.</param>
/// <param name="Repeated">The upstream sends it a second time later on, so its place in the order is not known.</param>
internal readonly record struct TrueEvent(UInt128 Key, EventKind Kind, long Time, bool Expected, bool Repeated = false);
