using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>A hole in what a room was given, by the upstream's clock.</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="From">The last that came before it, milliseconds since the Unix epoch.</param>
/// <param name="To">Its end, milliseconds since the Unix epoch.</param>
internal readonly record struct GapSpan(long RoomId, long From, long To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At(From):HH:mm:ss.fff} to {At(To):HH:mm:ss.fff}");

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
