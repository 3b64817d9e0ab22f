using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Status;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Keeps the gaps that it is told of.</summary>
internal sealed class RecordingStatus : IStatusSink
{
    private readonly ConcurrentQueue<(StatusRoom Room, DateTimeOffset? From, DateTimeOffset? To, string Reason, long Estimate)> _gaps = new();

    public IReadOnlyList<(StatusRoom Room, DateTimeOffset? From, DateTimeOffset? To, string Reason, long Estimate)> Gaps => [.. _gaps];

    public void Gap(StatusRoom room, DateTimeOffset? from, DateTimeOffset? to, string reason, long estimatedEvents) => _gaps.Enqueue((room, from, to, reason, estimatedEvents));

    public void RoomState(StatusRoom room, string from, string to, string reason, string remedy)
    {
    }

    public void Refused(string liveId, long offset, string reason, string remedy)
    {
    }

    public void Quota(StatusRoom room, string credential, bool admitted, int limit)
    {
    }

    public bool Shed(StatusRoom room, IReadOnlyDictionary<string, long> events) => true;
}
