using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The rooms that run in this process; owns their tasks.</summary>
internal sealed class RoomHost(RoomServices services) : IRoomDirectory, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunningRoom> _rooms = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Faults with a <see cref="RoomFaultException"/> when a fault is not one room's alone; never completes otherwise.</summary>
    public Task Fault => _fault.Task;

    /// <summary>How many rooms run.</summary>
    public int Count => _rooms.Count;

    /// <summary>The assignments that run, by live id.</summary>
    public IReadOnlyDictionary<string, RoomAssignment> Running
        => _rooms.ToDictionary(room => room.Key, room => room.Value.Runner.Assignment, StringComparer.Ordinal);

    /// <summary>Starts a room that does not run. It runs until it is stopped; its faults are contained.</summary>
    /// <param name="assignment">What is wanted.</param>
    /// <param name="place">What an instance of a fleet runs it with; null outside of one.</param>
    public void Start(RoomAssignment assignment, RoomPlace? place = null)
    {
        var stop = new CancellationTokenSource();
        var runner = new RoomRunner(assignment, services, place);
        var room = new RunningRoom(runner, stop, RunAsync(runner, stop.Token));
        if (!_rooms.TryAdd(assignment.LiveId, room))
        {
            throw new InvalidOperationException($"Room {assignment.LiveId} runs already.");
        }
    }

    /// <summary>Stops a room; completes when it reads no more, its deliveries have settled or the bound of the wait is past, and its session is closed.</summary>
    /// <param name="liveId">The room; one that does not run has nothing to tell.</param>
    /// <param name="why">Stands in the final checkpoint.</param>
    public async Task<RoomEnd> StopAsync(string liveId, RoomCheckpoint.Types.Closed why)
    {
        if (!_rooms.TryGetValue(liveId, out var room))
        {
            return default;
        }

        await room.Stop.CancelAsync();
        await room.Task;
        if (_rooms.TryRemove(new KeyValuePair<string, RunningRoom>(liveId, room)))
        {
            room.Stop.Dispose();
        }

        return room.Runner.End(why);
    }

    /// <summary>Gives a room that runs another filter; it goes by it from its next event on, without a reconnect.</summary>
    /// <param name="assignment">As it is wanted; it differs in nothing else from what runs.</param>
    public void Refilter(RoomAssignment assignment)
    {
        if (_rooms.TryGetValue(assignment.LiveId, out var room))
        {
            room.Runner.Refilter(assignment);
        }
    }

    /// <summary>A room that was stopped is started anew otherwise: what it no longer goes by is ended.</summary>
    public void Replaced(RoomAssignment before, RoomAssignment after, long roomId)
    {
        if (after.Transport != before.Transport)
        {
            services.RetireTasks(before, roomId);
        }
    }

    /// <summary>Looks up the rooms that stream and have said nothing for long; ends the broadcasts that are over. Never throws but for cancellation.</summary>
    public Task LookAtSilentAsync(CancellationToken cancellationToken)
        => Task.WhenAll(_rooms.Values.Where(room => room.Runner.IsSilent).Select(room => room.Runner.LookIfOverAsync(cancellationToken)));

    /// <summary>Stops all rooms, at the same time.</summary>
    public Task StopAllAsync() => Task.WhenAll(_rooms.Keys.Select(id => StopAsync(id, RoomCheckpoint.Types.Closed.Moved)));

    public IReadOnlyList<RoomSnapshot> Snapshot()
        => [.. _rooms.Values.Select(room => room.Runner.Snapshot()).OrderBy(room => room.LiveId, StringComparer.Ordinal)];

    public RoomSnapshot? Find(string id)
    {
        var found = _rooms.TryGetValue(id, out var room) ? room : _rooms.Values.FirstOrDefault(candidate => candidate.Runner.Is(id));
        return found?.Runner.Snapshot();
    }

    /// <summary>The assignment of the room that holds this broadcast; null: none does here.</summary>
    public RoomAssignment? FindAssignment(long roomId)
    {
        var id = roomId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _rooms.Values.FirstOrDefault(room => room.Runner.Is(id))?.Runner.Assignment;
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

    public IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport()
        => _rooms.Values.Where(room => room.Runner.State == RoomState.Streaming)
            .CountBy(room => (room.Runner.Assignment.Transport, room.Runner.Transport))
            .ToDictionary();

    public DateTimeOffset? OldestUnackedAt() => _rooms.Values.Min(room => room.Runner.OldestUnackedAt);

    public DateTimeOffset? LastEventAt() => _rooms.Values.Max(room => room.Runner.LastEventAt);

    public TimeSpan CheckpointAge() => _rooms.Values.Select(room => room.Runner.CheckpointAge).DefaultIfEmpty().Max();

    public async ValueTask DisposeAsync() => await StopAllAsync();

    private async Task RunAsync(RoomRunner runner, CancellationToken stoppingToken)
    {
        // Not on the caller's time: the first steps of a room may take a while.
        await Task.Yield();
        try
        {
            await runner.RunAsync(stoppingToken);
        }
        catch (RoomFaultException e)
        {
            _fault.TrySetException(e);
        }
    }

    private sealed record RunningRoom(RoomRunner Runner, CancellationTokenSource Stop, Task Task);
}
