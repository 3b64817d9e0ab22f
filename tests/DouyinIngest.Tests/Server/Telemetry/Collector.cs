using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Server.Telemetry;

/// <summary>A stand-in for an OpenTelemetry collector: takes OTLP over HTTP and reads its protobuf by field numbers of the published schema.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const uint LengthDelimited = 2;
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <summary>The points of each metric that came, newest last: name, kind (gauge, sum, histogram), attributes, value or count.</summary>
    public ConcurrentQueue<(string Name, string Kind, string Attributes, double Value)> Points { get; } = new();

    /// <summary>Spans that came: name, attributes.</summary>
    public ConcurrentQueue<(string Name, string Attributes)> Spans { get; } = new();

    /// <summary>Attributes of the resources.</summary>
    public ConcurrentQueue<string> Resources { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/metrics", context => TakeAsync(context, collector.Metrics));
        app.MapPost("/v1/traces", context => TakeAsync(context, collector.Traces));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task TakeAsync(HttpContext context, Action<byte[]> take)
    {
        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        take(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }

    // ExportMetricsServiceRequest: 1 ResourceMetrics { 1 Resource, 2 ScopeMetrics { 2 Metric { 1 name, 5 gauge, 7 sum, 9 histogram } } }
    private void Metrics(byte[] request)
    {
        foreach (var resource in Messages(request, 1))
        {
            Resources.Enqueue(Attributes(Messages(resource, 1).Single(), 1));
            foreach (var metric in Messages(resource, 2).SelectMany(scope => Messages(scope, 2)))
            {
                var name = Messages(metric, 1).Single().ToStringUtf8();
                foreach (var (field, kind) in ((int, string)[])[(5, "gauge"), (7, "sum"), (9, "histogram")])
                {
                    foreach (var point in Messages(metric, field).SelectMany(data => Messages(data, 1)))
                    {
                        // NumberDataPoint: 4 as_double, 7 attributes. HistogramDataPoint: 4 count, 9 attributes.
                        Points.Enqueue((name, kind, Attributes(point, field == 9 ? 9 : 7), field == 9 ? Fixed(point, 4) : BitConverter.Int64BitsToDouble(Fixed(point, 4))));
                    }
                }
            }
        }
    }

    // ExportTraceServiceRequest: 1 ResourceSpans { 2 ScopeSpans { 2 Span { 5 name, 9 attributes } } }
    private void Traces(byte[] request)
    {
        foreach (var span in Messages(request, 1).SelectMany(resource => Messages(resource, 2)).SelectMany(scope => Messages(scope, 2)))
        {
            Spans.Enqueue((Messages(span, 5).Single().ToStringUtf8(), Attributes(span, 9)));
        }
    }

    // KeyValue: 1 key, 2 AnyValue { 1 string, 2 bool }.
    private static string Attributes(ByteString message, int field) => string.Join(' ', Messages(message, field).Select(pair =>
        $"{Messages(pair, 1).Single().ToStringUtf8()}={Messages(pair, 2).SelectMany(any => Messages(any, 1)).FirstOrDefault()?.ToStringUtf8()}"));

    private static IEnumerable<ByteString> Messages(byte[] message, int field) => Messages(ByteString.CopyFrom(message), field);

    private static List<ByteString> Messages(ByteString message, int field)
    {
        var found = new List<ByteString>();
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag >> 3 == field && (tag & 7) == LengthDelimited)
            {
                found.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }

    private static long Fixed(ByteString message, int field)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag >> 3 == field)
            {
                return (long)input.ReadFixed64();
            }

            input.SkipLastField();
        }

        return 0;
    }
}
