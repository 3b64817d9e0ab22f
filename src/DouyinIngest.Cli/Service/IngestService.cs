using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DouyinIngest.Cli.Service;

/// <summary>The service itself, the server's own composition, inside this process.</summary>
internal sealed class IngestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IRoomDirectory _rooms;
    private readonly CollectorRegistry _metrics;
    private bool _stopped;

    private IngestService(WebApplication app)
    {
        _app = app;
        _rooms = app.Services.GetRequiredService<IRoomDirectory>();
        _metrics = app.Services.GetRequiredService<CollectorRegistry>();
    }

    /// <summary>Where metrics, health and rooms are served.</summary>
    public Uri Management => new(_app.Urls.First());

    /// <summary>Why it ended by itself; null while it has not.</summary>
    public string? Failure => _app.Services.GetRequiredService<IngestHealth>().Failure;

    /// <summary>Cancelled when the service ends, asked or not.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings; a later one wins.</param>
    /// <param name="log">The least level that is logged, on stderr; <see cref="LogLevel.None"/> where a screen is drawn.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<IngestService> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        LogLevel log,
        CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            last[key] = value;
        }

        var app = IngestServer.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(last);
            builder.Logging.ClearProviders();
            if (log != LogLevel.None)
            {
                builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
                builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
                builder.Logging.AddFilter(level => level >= log);

                // A refused start comes back as an exception, and is said once, without a trace.
                builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
            }
        });
        try
        {
            await app.StartAsync(cancellationToken);
            return new IngestService(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<RoomSnapshot> Rooms() => _rooms.Snapshot();

    /// <summary>What <c>/metrics</c> serves.</summary>
    public async Task<string> MetricsAsync(CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        await _metrics.CollectAndExportAsTextAsync(stream, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Drains and ends it; more than once is once.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _app.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }
}
