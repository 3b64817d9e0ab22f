using System.Diagnostics.Metrics;
using Prometheus;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// A histogram of seconds for both who scrape and who are sent to: the first have no way to be read back with their buckets, so a value goes into each.
/// While nobody listens to the second it costs one look at a flag.
/// </summary>
internal sealed class Timing
{
    /// <summary>The meter that the second kind belongs to.</summary>
    public const string MeterName = "DouyinIngest";

    private static readonly Meter Meter = new(MeterName);

    private readonly Histogram.Child _scraped;
    private readonly Histogram<double> _sent;

    /// <param name="metrics">Of the registry that is scraped.</param>
    /// <param name="name">The same for both.</param>
    /// <param name="help">What a high value means.</param>
    /// <param name="from">The first bucket's end, in seconds.</param>
    /// <param name="buckets">How many; each is twice the one before.</param>
    public Timing(MetricFactory metrics, string name, string help, double from = 0.0005, int buckets = 18)
    {
        var bounds = Histogram.ExponentialBuckets(from, 2, buckets);
        _scraped = metrics.CreateHistogram(name, help, new HistogramConfiguration { Buckets = bounds }).WithLabels();
        _sent = Meter.CreateHistogram(name, "s", help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
    }

    public void Observe(double seconds)
    {
        _scraped.Observe(seconds);
        if (_sent.Enabled)
        {
            _sent.Record(seconds);
        }
    }
}
