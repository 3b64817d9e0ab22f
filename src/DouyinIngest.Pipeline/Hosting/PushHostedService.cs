using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>What pushing takes beside its rooms: who owns which room, and the end of tasks that nobody wants. Nothing without a webhook.</summary>
internal sealed class PushHostedService(IRoomsRunner runner, OwnerDirectory owners, TaskRetirement retirement, IOptions<PushOptions> push, TimeProvider time) : BackgroundService
{
    /// <summary>What the ends of tasks may take at the exit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Rooms have stopped by now: what they retired is still ended.
        retirement.Complete();
        if (ExecuteTask is not null && push.Value.IsOn)
        {
            await _retiring.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    private Task _retiring = Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!push.Value.IsOn)
        {
            return;
        }

        _retiring = retirement.RunAsync(stoppingToken);
        var reading = runner is FleetCoordinator ? owners.RunAsync(stoppingToken) : Task.CompletedTask;
        await Task.WhenAll(_retiring, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
