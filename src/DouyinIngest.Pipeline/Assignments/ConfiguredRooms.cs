using System.Runtime.CompilerServices;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>The rooms that <c>Ingest:Rooms</c> lists; they do not change while the process runs.</summary>
internal sealed class ConfiguredRooms(IReadOnlyCollection<RoomEntry> rooms, RoomTransport transport, Uri? upstream, TimeProvider time) : IAssignmentSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, RoomAssignment>> WatchAsync([EnumeratorCancellation] CancellationToken stoppingToken)
    {
        // The validator has refused every list with a mistake in it.
        yield return RoomList.Read(rooms, upstream, out _).ToDictionary(room => room.Key, room => room.Value with { Transport = transport }, StringComparer.Ordinal);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
    }
}
