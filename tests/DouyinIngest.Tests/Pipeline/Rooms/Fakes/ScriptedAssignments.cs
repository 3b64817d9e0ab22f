using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DouyinIngest.Pipeline.Assignments;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Assigns the rooms that the test says.</summary>
internal sealed class ScriptedAssignments : IAssignmentSource
{
    private readonly Channel<IReadOnlyDictionary<string, RoomAssignment>> _sets = Channel.CreateUnbounded<IReadOnlyDictionary<string, RoomAssignment>>();

    public void Assign(params RoomAssignment[] rooms) => _sets.Writer.TryWrite(rooms.ToDictionary(room => room.LiveId, StringComparer.Ordinal));

    /// <summary>The source breaks.</summary>
    public void Break(Exception fault) => _sets.Writer.Complete(fault);

    public async IAsyncEnumerable<IReadOnlyDictionary<string, RoomAssignment>> WatchAsync([EnumeratorCancellation] CancellationToken stoppingToken)
    {
        await foreach (var set in _sets.Reader.ReadAllAsync(stoppingToken))
        {
            yield return set;
        }
    }
}
