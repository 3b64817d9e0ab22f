using System.Diagnostics.Metrics;
using System.Text;
using Prometheus;

namespace DouyinIngest.Server.Telemetry;

/// <summary>
/// Shows the counters and gauges that are scraped to whoever listens to meters, under the same names. Its values are as old as the last look;
/// histograms come by their own way (<see cref="Pipeline.Rooms.Timing"/>).
/// </summary>
internal sealed class RegistryMeter(CollectorRegistry registry, TimeProvider time) : BackgroundService
{
    public const string MeterName = "DouyinIngest.Registry";

    /// <summary>How often the registry is looked at.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Meter _meter = new(MeterName);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, MetricFamily> _families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <summary>Looks at the registry; instruments that are new are shown from here on.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, cancellationToken);
        _families = PrometheusText.Read(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
        foreach (var family in _families.Values.Where(family => _known.Add(family.Name)))
        {
            Show(family);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private void Show(MetricFamily family)
    {
        switch (family.Type)
        {
            case "counter":
                _meter.CreateObservableCounter(family.Name, () => Values(family.Name), description: family.Help);
                break;
            case "gauge":
                _meter.CreateObservableGauge(family.Name, () => Values(family.Name), description: family.Help);
                break;
        }
    }

    private IEnumerable<Measurement<double>> Values(string name)
        => _families.TryGetValue(name, out var family) ? family.Samples.Select(sample => new Measurement<double>(sample.Value, sample.Labels)) : [];
}
