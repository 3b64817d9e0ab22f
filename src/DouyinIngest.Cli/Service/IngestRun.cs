using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Cli.Service;

/// <summary>Runs the service for a fixed list of rooms until it is told to stop.</summary>
internal static class IngestRun
{
    public static async Task<int> RunAsync(IngestSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var service = await terminal.WaitAsync(
            $"connecting to {settings.Brokers}",
            quiet: false,
            () => IngestService.StartAsync(Of(settings), LogLevel.Information, cancellationToken));
        await terminal.Out.WriteLineAsync($"Kafka {settings.Brokers}");
        await terminal.Out.WriteLineAsync($"metrics {new Uri(service.Management, "/metrics")}  rooms {new Uri(service.Management, "/rooms")}");
        await terminal.Out.WriteLineAsync("Ctrl-C ends it.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, service.Stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, terminal.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await terminal.WaitAsync("draining", quiet: false, async () =>
        {
            await service.StopAsync();
            return true;
        });
        return service.Failure is { } failure ? throw CliException.Failed(failure) : ExitCode.Ok;
    }

    internal static IReadOnlyList<KeyValuePair<string, string?>> Of(IngestSettings settings)
    {
        var rooms = settings.Rooms.Concat(settings.RoomIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        List<KeyValuePair<string, string?>> all = [.. settings.More, .. ServiceSettings.Rooms(rooms), ServiceSettings.Brokers(settings.Brokers)];
        if (settings.Transport is { } transport)
        {
            all.Add(ServiceSettings.Transport(transport));
        }

        if (settings.Upstream is { } upstream)
        {
            all.Add(ServiceSettings.Upstream(upstream));
        }

        if ((settings.SocketUrl ?? (settings.Upstream is { } stand ? WatchOptions.SocketOf(stand, SocketProfile.PushV2) : null)) is { } socket)
        {
            all.Add(ServiceSettings.Socket(socket));
        }

        return all;
    }
}
