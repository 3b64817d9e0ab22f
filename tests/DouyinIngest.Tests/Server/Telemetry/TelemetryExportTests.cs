using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server.Telemetry;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DouyinIngest.Tests.Server.Telemetry;

/// <summary>The whole export against a collector's stand-in.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Endpoint_IsSentMetricsHistogramsAndTraces()
    {
        await using var collector = await Collector.StartAsync();
        await using var app = new ConsoleWorld(20).Build($"--OpenTelemetry:Endpoint={collector.Address}");
        var metrics = app.Services.GetRequiredService<RoomsMetrics>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        metrics.FrameReceived(123);
        metrics.Connected(resume: true, TimeSpan.FromMilliseconds(40));
        var counters = new RoomCounters(metrics, TimeProvider.System) { LiveId = "100001" };
        counters.Connecting(resume: false);
        counters.ConnectFailed(resume: false, CloseReason.SignatureRejected);
        await app.Services.GetServices<IHostedService>().OfType<RegistryMeter>().Single().LookAsync(TestContext.Current.CancellationToken);

        // What is sent at the interval is sent now.
        Assert.True(app.Services.GetRequiredService<MeterProvider>().ForceFlush(10_000));
        Assert.True(app.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000));

        Assert.Contains(("douyin_frames_received_bytes_total", "sum", "", 123.0), collector.Points);
        Assert.Contains(collector.Points, point => point is { Name: "douyin_connects_total", Attributes: "kind=resume result=ok", Value: 1 });
        Assert.Contains(collector.Points, point => point is { Name: "douyin_rooms", Kind: "gauge", Attributes: "state=streaming" });
        Assert.Contains(collector.Points, point => point is { Name: "douyin_connect_seconds", Kind: "histogram", Value: >= 1 });
        Assert.DoesNotContain(collector.Points, point => point.Name.EndsWith("_bucket", StringComparison.Ordinal));
        Assert.Contains(collector.Resources, resource => resource.Contains("service.name=douyin-ingest", StringComparison.Ordinal) && resource.Contains($"k8s.pod.name={ConsoleWorld.Pod}", StringComparison.Ordinal));
        var span = Assert.Single(collector.Spans);
        Assert.Equal("room connect", span.Name);
        Assert.Contains("douyin.live_id=100001", span.Attributes, StringComparison.Ordinal);
        Assert.Contains("douyin.result=signature_rejected", span.Attributes, StringComparison.Ordinal);
        await app.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void NoEndpoint_LoadsNothingOfIt()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }, "OTEL_EXPORTER_OTLP_ENDPOINT is set here.");
        using var app = new ConsoleWorld(1).Build();
        Assert.Null(app.Services.GetService<MeterProvider>());
        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.DoesNotContain(app.Services.GetServices<IHostedService>(), service => service is RegistryMeter);
    }

    [Theory]
    [InlineData("http://collector:4318", true)]
    [InlineData("https://collector", true)]
    [InlineData("ftp://collector", false)]
    [InlineData("collector", false)]
    public void Endpoint_Validated(string endpoint, bool right)
        => Assert.Equal(right, new TelemetryEndpointValidator().Validate(null, new TelemetryOptions { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) }).Succeeded);

    [Fact]
    public async Task Collector_Away_StopsNothing()
    {
        await using var app = new ConsoleWorld(1).Build("--OpenTelemetry:Endpoint=http://127.0.0.1:1");
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken).Soon();
    }
}
