using DouyinIngest.Server.Telemetry;

namespace DouyinIngest.Tests.Server.Telemetry;

public class PrometheusTextTests
{
    [Fact]
    public void Read_Families_HaveTypeHelpAndSamples()
    {
        var families = PrometheusText.Read(
            """
            # HELP a_total Counts a.
            # TYPE a_total counter
            a_total{kind="x",result="ok"} 3
            a_total{kind="y",result="ok"} 4.5 1700000000000
            # HELP b What b is.
            # TYPE b gauge
            b -1e3

            # a comment
            # TYPE h histogram
            h_bucket{le="+Inf"} 2
            h_sum 1
            h_count 2
            """);

        Assert.Equal(["a_total", "b", "h"], families.Keys);
        Assert.Equal(("counter", "Counts a."), (families["a_total"].Type, families["a_total"].Help));
        Assert.Equal([3, 4.5], families["a_total"].Samples.Select(sample => sample.Value));
        Assert.Equal(["kind=x,result=ok", "kind=y,result=ok"], families["a_total"].Samples.Select(Labels));
        Assert.Equal(-1000, families["b"].Samples.Single().Value);
        Assert.Equal("", families["h"].Help);
        Assert.Empty(families["h"].Samples);
    }

    [Theory]
    [InlineData("""a{l="q\"b\\s\nn"} 1""", "l=q\"b\\s\nn")]
    [InlineData("""a{l=""} 1""", "l=")]
    [InlineData("""a{l="}"} 1""", "l=}")]
    [InlineData("""a{} 1""", "")]
    public void Read_Labels_AreUnescaped(string line, string labels)
        => Assert.Equal(labels, Labels(PrometheusText.Read("# TYPE a gauge\n" + line)["a"].Samples.Single()));

    [Theory]
    [InlineData("a{l=\"x 1")]
    [InlineData("a{l} 1")]
    [InlineData("a one")]
    [InlineData("a")]
    [InlineData("{} 1")]
    [InlineData("unknown 1")]
    public void Read_WhatIsNotUnderstood_IsPassedOver(string line) => Assert.Empty(PrometheusText.Read("# TYPE a gauge\n" + line)["a"].Samples);

    private static string Labels(MetricSample sample) => string.Join(',', sample.Labels.Select(label => $"{label.Key}={label.Value}"));
}
