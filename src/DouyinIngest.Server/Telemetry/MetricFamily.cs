namespace DouyinIngest.Server.Telemetry;

/// <summary>One instrument as it is scraped.</summary>
/// <param name="Name">With its suffix.</param>
/// <param name="Type">counter, gauge, histogram or summary.</param>
/// <param name="Help">What it means.</param>
internal sealed record MetricFamily(string Name, string Type, string Help)
{
    /// <summary>Its samples; of a histogram those of its parts, which have other names.</summary>
    public List<MetricSample> Samples { get; } = [];
}

/// <param name="Labels">Names and values.</param>
/// <param name="Value">As of the scrape.</param>
internal readonly record struct MetricSample(KeyValuePair<string, object?>[] Labels, double Value);
