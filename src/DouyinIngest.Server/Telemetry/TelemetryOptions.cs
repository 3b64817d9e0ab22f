using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Server.Telemetry;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector, beside what is scraped; the section <c>OpenTelemetry</c>. Off unless <see cref="Endpoint"/> or the
/// standard variable OTEL_EXPORTER_OTLP_ENDPOINT is set; the other standard variables (headers, time-outs, resource attributes) hold with either.
/// </summary>
internal sealed class TelemetryOptions
{
    public const string SectionName = "OpenTelemetry";

    /// <summary>The collector, such as <c>http://collector:4318</c>. Null (default): nothing is sent, unless the standard variable says where.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How it is spoken to at <see cref="Endpoint"/>. Default HTTP.</summary>
    public TelemetryProtocol Protocol { get; set; } = TelemetryProtocol.Http;

    /// <summary>How often metrics are sent. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>The two forms of OTLP.</summary>
internal enum TelemetryProtocol
{
    /// <summary>Protobuf over HTTP; a collector's port 4318.</summary>
    Http = 0,

    /// <summary>gRPC; a collector's port 4317.</summary>
    Grpc,
}
