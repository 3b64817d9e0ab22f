using System.Text;
using DouyinIngest.Pipeline.Control;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class ControlMetricsTests
{
    private const string Two = """{"credentials":{"default":{"limit":3,"reserve":1},"second":{"limit":10,"reserve":4},"free":{}}}""";

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly ControlMetrics _metrics;

    public ControlMetricsTests() => _metrics = new ControlMetrics(_registry);

    [Fact]
    public async Task Table_Rooms_AreCountedByTheirPlace()
    {
        _metrics.Table(Tables.Of(("_credentials", Two), ("101", "{}"), ("102", "{}"), ("103", "{}"), ("104", """{"state":"paused"}"""), ("no-room", "{}")));

        var lines = await LinesAsync();
        foreach (var line in (string[])["douyin_rooms_desired 3", "douyin_rooms_admitted 2", "douyin_rooms_pending 1", "douyin_control_refusals 1"])
        {
            Assert.Contains(line, lines);
        }
    }

    [Fact]
    public async Task Table_Quota_SumsOnlyCredentialsWithALimit()
    {
        _metrics.Table(Tables.Of(("_credentials", Two), ("101", "{}"), ("102", """{"credential":"second"}"""), ("103", """{"credential":"free"}""")));

        var lines = await LinesAsync();
        Assert.Contains("douyin_quota_places 8", lines);
        Assert.Contains("douyin_quota_places_used 2", lines);
    }

    [Fact]
    public async Task Table_NoCredentials_HasNoQuota()
    {
        _metrics.Table(Tables.Of(("_credentials", Two), ("101", "{}")));
        _metrics.Table(Tables.Of(("101", "{}")));

        var lines = await LinesAsync();
        Assert.Contains("douyin_quota_places 0", lines);
        Assert.Contains("douyin_quota_places_used 0", lines);
        Assert.Contains("douyin_rooms_admitted 1", lines);
    }

    [Theory]
    [InlineData("101", "{}", "room")]
    [InlineData("101", null, "removed")]
    [InlineData("_credentials", Two, "credentials")]
    [InlineData("no-room", "{}", "refused")]
    public async Task Read_CountsByResult(string key, string? value, string result)
    {
        _metrics.Read(Tables.Entry(key, value));

        var lines = await LinesAsync();
        Assert.Contains($"douyin_control_records_total{{result=\"{result}\"}} 1", lines);
        Assert.Equal(3, lines.Count(line => line.StartsWith("douyin_control_records_total{", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Age_IsInSeconds()
    {
        _metrics.Age(TimeSpan.FromMilliseconds(1_500));

        Assert.Contains("douyin_control_table_age_seconds 1.5", await LinesAsync());
    }

    private async Task<string[]> LinesAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
    }
}
