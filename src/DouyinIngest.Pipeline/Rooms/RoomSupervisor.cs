using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Assignments;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Runs the rooms that are assigned, and owns their tasks.</summary>
internal sealed class RoomSupervisor(IAssignmentSource assignments, RoomServices services) : IRoomDirectory
{
    private readonly ConcurrentDictionary<string, RunningRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>
    /// Until stopped: then every room stops reading, lets its deliveries settle within the bound of the drain, and closes its session.
    /// Throws <see cref="RoomFaultException"/> when a fault is not one room's alone.
    /// </summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var fault = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await foreach (var assigned in assignments.WatchAsync(life.Token))
            {
                var step = AssignmentStep.Between(_rooms.ToDictionary(room => room.Key, room => room.Value.Runner.Assignment, StringComparer.Ordinal), assigned);
                await StopAsync(step.Stop);
                foreach (var room in step.Start)
                {
                    Start(room, fault, life);
                }
            }
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // Stopped, or ended by a fault that is thrown below.
        }
        finally
        {
            await StopAsync([.. _rooms.Keys]);
        }

        if (fault.Task.IsCompleted)
        {
            await fault.Task;
        }
    }

    public IReadOnlyList<RoomSnapshot> Snapshot()
        => [.. _rooms.Values.Select(room => room.Runner.Snapshot()).OrderBy(room => room.LiveId, StringComparer.Ordinal)];

    public RoomSnapshot? Find(string id)
    {
        var found = _rooms.TryGetValue(id, out var room) ? room : _rooms.Values.FirstOrDefault(candidate => candidate.Runner.Is(id));
        return found?.Runner.Snapshot();
    }

    public int[] CountByState()
    {
        var counts = new int[(int)RoomState.Stopped + 1];
        foreach (var room in _rooms.Values)
        {
            counts[(int)room.Runner.State]++;
        }

        return counts;
    }

    public DateTimeOffset? OldestUnackedAt() => _rooms.Values.Min(room => room.Runner.OldestUnackedAt);

    private void Start(RoomAssignment assignment, TaskCompletionSource fault, CancellationTokenSource life)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(life.Token);
        var runner = new RoomRunner(assignment, services);
        _rooms[assignment.LiveId] = new RunningRoom(runner, stop, RunAsync(runner, fault, life, stop.Token));
    }

    private static async Task RunAsync(RoomRunner runner, TaskCompletionSource fault, CancellationTokenSource life, CancellationToken stoppingToken)
    {
        try
        {
            await runner.RunAsync(stoppingToken);
        }
        catch (RoomFaultException e)
        {
            fault.TrySetException(e);
            await life.CancelAsync();
        }
    }

    private async Task StopAsync(IReadOnlyList<string> ids)
    {
        var stopping = new List<RunningRoom>(ids.Count);
        foreach (var id in ids)
        {
            if (_rooms.TryGetValue(id, out var room))
            {
                await room.Stop.CancelAsync();
                stopping.Add(room);
            }
        }

        await Task.WhenAll(stopping.Select(room => room.Task));
        foreach (var room in stopping)
        {
            _rooms.TryRemove(room.Runner.Assignment.LiveId, out _);
            room.Stop.Dispose();
        }
    }

    private sealed record RunningRoom(RoomRunner Runner, CancellationTokenSource Stop, Task Task);
}
