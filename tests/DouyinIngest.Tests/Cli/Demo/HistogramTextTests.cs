using DouyinIngest.Cli.Demo;

namespace DouyinIngest.Tests.Cli.Demo;

public class HistogramTextTests
{
    private const string Metrics = """
        # HELP x_seconds How long.
        # TYPE x_seconds histogram
        x_seconds_sum 1
        x_seconds_count 10
        x_seconds_bucket{le="0.01"} 5
        x_seconds_bucket{le="0.02"} 9
        x_seconds_bucket{le="+Inf"} 10
        y_seconds_bucket{kind="a",le="1"} 1
        y_seconds_bucket{kind="a",le="+Inf"} 1
        y_seconds_bucket{kind="b",le="1"} 1
        y_seconds_bucket{kind="b",le="+Inf"} 3
        z_seconds_bucket{le="1"} 0
        z_seconds_bucket{le="+Inf"} 0
        """;

    [Theory]
    [InlineData("x_seconds", 0.5, 0.01)]
    [InlineData("x_seconds", 0.25, 0.005)]
    [InlineData("x_seconds", 0.7, 0.015)]
    [InlineData("x_seconds", 0.99, 0.02)]
    [InlineData("y_seconds", 0.25, 0.5)]
    public void Quantile_Histogram_IsInterpolatedOverAllLabels(string name, double quantile, double expected) =>
        Assert.Equal(expected, HistogramText.Quantile(Metrics, name, quantile)!.Value, 6);

    [Theory]
    [InlineData("z_seconds")]
    [InlineData("nothing_seconds")]
    [InlineData("x")]
    public void Quantile_EmptyOrAbsent_IsNull(string name) => Assert.Null(HistogramText.Quantile(Metrics, name, 0.5));
}
