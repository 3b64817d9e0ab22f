using DouyinIngest.Pipeline.Rooms;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>
/// Has rooms looked up that stream and say nothing: a broadcast can end without a control message while its socket stays open, and then only
/// the room API tells. One sweep for all rooms, so that ten thousand of them cost no timer each.
/// </summary>
internal sealed class SilentRoomsHostedService(RoomHost rooms, IOptions<IngestOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.OfflineInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await rooms.LookAtSilentAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
