using DouyinIngest.Pipeline.Assignments;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Keeps the rooms that run the same as those that are assigned, in a process that shares them with nobody.</summary>
internal sealed class RoomSupervisor(IAssignmentSource assignments, RoomHost rooms) : IRoomsRunner
{
    /// <summary>
    /// Until stopped: then every room stops reading, lets its deliveries settle within the bound of the drain, and closes its session.
    /// Throws <see cref="RoomFaultException"/> when a fault is not one room's alone.
    /// </summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var following = FollowAsync(life.Token);
        await Task.WhenAny(following, rooms.Fault);
        await life.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await rooms.StopAllAsync();
        await (rooms.Fault.IsCompleted ? rooms.Fault : following);
    }

    public IEnumerable<string> NotReadyBecause() => [];

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var assigned in assignments.WatchAsync(stoppingToken))
            {
                var step = AssignmentStep.Between(rooms.Running, assigned);
                await Task.WhenAll(step.Stop.Select(id => rooms.StopAsync(id, Protos.Ingest.V1.RoomCheckpoint.Types.Closed.Removed)));
                foreach (var room in step.Refilter)
                {
                    rooms.Refilter(room);
                }

                foreach (var room in step.Start)
                {
                    rooms.Start(room);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, or ended by a fault that the caller throws.
        }
    }
}
