using System.Net;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Server.Api;
using DouyinIngest.Server.Push;
using DouyinIngest.Server.Security;
using DouyinIngest.Server.Telemetry;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Server;

/// <summary>The service as a process runs it, and as tests run it in theirs.</summary>
internal static class IngestServer
{
    /// <summary>Exit code of a clean stop.</summary>
    public const int Stopped = 0;

    /// <summary>Exit code of a refused start, and of a failure that ended the process.</summary>
    public const int Failed = 1;

    /// <summary>Every section of the settings.</summary>
    public static IReadOnlyList<KnownSettings> Sections { get; } =
        [.. SettingSections.Pipeline, new(ManagementOptions.SectionName, typeof(ManagementOptions)), new(TelemetryOptions.SectionName, typeof(TelemetryOptions)), new(LogOptions.SectionName, typeof(LogOptions))];

    /// <summary>
    /// The whole service, ready to be started. <paramref name="args"/>: settings such as <c>--Kafka:BootstrapServers=127.0.0.1:9092</c>;
    /// <paramref name="configure"/> comes last and may replace any service.
    /// </summary>
    /// <exception cref="SettingsException">Settings that are misspelt or of the wrong type.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        ServerConfiguration.AddTo(builder.Configuration, args);
        AddLogging(builder);
        builder.Services.AddDouyinIngest();
        builder.Services.AddOptionsWithValidateOnStart<ManagementOptions>().BindConfiguration(ManagementOptions.SectionName, binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddSingleton<IValidateOptions<ManagementOptions>, ManagementFieldsValidator>();
        builder.Services.AddSingleton<IValidateOptions<ManagementOptions>, ManagementHostValidator>();
        builder.Services.AddSingleton<IValidateOptions<ManagementOptions>, ManagementTokenValidator>();
        builder.Services.AddSingleton<ManagementToken>();
        builder.Services.AddSingleton<RoomList>();
        builder.Services.AddSingleton<RoomTail>();
        builder.Services.AddSingleton(_ => Registry());
        builder.Services.AddSingleton<PushForwarder>();
        builder.Services.AddSingleton<PushEndpoint>();
        builder.Services.AddHostedService<PushHost>();
        TelemetryExport.Add(builder);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var management = kestrel.ApplicationServices.GetRequiredService<IOptions<ManagementOptions>>().Value;
            RequestCaps.Apply(kestrel);
            kestrel.Listen(IPAddress.Parse(management.Host), management.Port);
        });
        configure?.Invoke(builder);
        if (SettingsCheck.Mistakes(builder.Configuration, Sections) is { Count: > 0 } mistakes)
        {
            throw new SettingsException(mistakes);
        }

        var app = builder.Build();
        SecurityHeaders.Use(app);
        Endpoints.Map(app);
        return app;
    }

    /// <summary>Runs until it is told to stop; the exit code. A refused start is said in one message on <paramref name="errors"/> (stderr).</summary>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder>? configure = null, TextWriter? errors = null, CancellationToken stoppingToken = default)
    {
        try
        {
            await using var app = Build(args, configure);
            try
            {
                await app.StartAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // A signal, or the death of the producer, while it was starting: what has begun is stopped below.
            }

            await app.WaitForShutdownAsync(stoppingToken);
            return app.Services.GetRequiredService<IngestHealth>().Failure is null ? Stopped : Failed;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return Stopped;
        }
        catch (Exception e) when (StartErrors.Describe(e) is { } message)
        {
            await (errors ?? Console.Error).WriteLineAsync(message);
            return Failed;
        }
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();

        // A refused start comes back as an exception, and is said once on stderr, without a trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (string.Equals(builder.Configuration["Logging:Json"], "true", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    }

    // A registry of our own: the default one would bring event counters and meters whose names no linter accepts.
    private static CollectorRegistry Registry()
    {
        var registry = Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        return registry;
    }
}
