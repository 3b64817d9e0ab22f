using System.Numerics;

namespace DouyinIngest.Webcast.Telemetry;

/// <summary>Durations in buckets that are 1/32 wide of their value, from a microsecond up. Any thread adds; percentiles of a moment are as good as the adds that it saw.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 5;
    private const int Sub = 1 << SubBits;

    private readonly long[] _buckets = new long[(64 - SubBits + 1) * Sub];

    public void Add(TimeSpan duration) => Interlocked.Increment(ref _buckets[Index((ulong)Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond))]);

    /// <summary>Upper bound of the bucket that holds this fraction, in milliseconds; 0 when nothing was added.</summary>
    public double Percentile(double fraction)
    {
        var wanted = (long)Math.Ceiling(_buckets.Sum() * fraction);
        var seen = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted && seen > 0)
            {
                return Upper(i) / 1000.0;
            }
        }

        return 0;
    }

    private static int Index(ulong microseconds)
    {
        if (microseconds < Sub)
        {
            return (int)microseconds;
        }

        var shift = BitOperations.Log2(microseconds) - SubBits;
        return ((shift + 1) << SubBits) + (int)((microseconds >> shift) - Sub);
    }

    private static double Upper(int index)
    {
        var shift = (index >> SubBits) - 1;
        return shift < 0 ? index + 1 : Math.ScaleB((index & (Sub - 1)) + Sub + 1, shift);
    }
}
