using System.Runtime.CompilerServices;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.RoomInfo;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>The rooms that <c>Ingest:Rooms</c> lists; they do not change while the process runs.</summary>
internal sealed class ConfiguredRooms(IOptions<IngestOptions> ingest, IOptions<RoomInfoOptions> roomInfo, TimeProvider time) : IAssignmentSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, RoomAssignment>> WatchAsync([EnumeratorCancellation] CancellationToken stoppingToken)
    {
        // The validator has refused every list with a mistake in it.
        yield return RoomList.Read(ingest.Value.Rooms, roomInfo.Value.UpstreamUrl, out _);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
    }
}
