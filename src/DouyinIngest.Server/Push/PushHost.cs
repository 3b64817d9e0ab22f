using System.Net;
using DouyinIngest.Pipeline.Push;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Push;

/// <summary>
/// The webhook's own server: its port, its limits, its connections. It is open to the world, and whatever is done to it leaves the management port
/// alone. Not there while no port is set.
/// </summary>
internal sealed class PushHost(IOptions<PushOptions> options, PushEndpoint endpoint, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private const int HeaderBytes = 16 * 1024;
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        _app = Build();
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new PushPortException($"The webhook's port cannot be used: {e.Message} Set Push:Port to a free port, or stop what listens there.", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limit);
        var app = builder.Build();
        app.Run(endpoint.HandleAsync);
        return app;
    }

    private void Limit(KestrelServerOptions kestrel)
    {
        var push = options.Value;
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = push.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = push.MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        kestrel.Listen(IPAddress.Parse(push.Host), push.Port);
    }

    /// <summary>Signals are for the service, which starts and stops this one.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
