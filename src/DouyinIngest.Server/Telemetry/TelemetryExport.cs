using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Rooms;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace DouyinIngest.Server.Telemetry;

/// <summary>Puts the export together when somebody wants it; else nothing of it is loaded.</summary>
internal static class TelemetryExport
{
    private const string ServiceName = "douyin-ingest";
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StandardInterval = "OTEL_METRIC_EXPORT_INTERVAL";

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<TelemetryOptions>().BindConfiguration(TelemetryOptions.SectionName, binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryFieldsValidator>();
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryEndpointValidator>();

        // One that cannot be used is refused when the host starts.
        var telemetry = builder.Configuration.GetSection(TelemetryOptions.SectionName);
        var given = Uri.TryCreate(telemetry[nameof(TelemetryOptions.Endpoint)], UriKind.Absolute, out var endpoint);
        if (!given && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(StandardEndpoint)))
        {
            return;
        }

        builder.Services.AddHostedService<RegistryMeter>();
        var export = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(ServiceName, autoGenerateServiceInstanceId: false)
                .AddDetector(services => new InstanceDetector(services.GetRequiredService<FleetInstance>())))
            .WithMetrics(metrics => metrics.AddMeter(RegistryMeter.MeterName, Timing.MeterName))
            .WithTracing(traces => traces.AddSource(RoomTrace.SourceName));
        if (given)
        {
            var grpc = Enum.TryParse<TelemetryProtocol>(telemetry[nameof(TelemetryOptions.Protocol)], ignoreCase: true, out var protocol) && protocol == TelemetryProtocol.Grpc;
            export.UseOtlpExporter(grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, endpoint!);
        }
        else
        {
            export.UseOtlpExporter();
        }

        builder.Services.AddOptions<MetricReaderOptions>().Configure<IOptions<TelemetryOptions>>((reader, options) =>
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(StandardInterval)))
            {
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Value.Interval.TotalMilliseconds;
            }
        });
    }

    private sealed class InstanceDetector(FleetInstance instance) : IResourceDetector
    {
        public Resource Detect() => new([new("service.instance.id", instance.Id), new("k8s.pod.name", instance.Pod)]);
    }
}
