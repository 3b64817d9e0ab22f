using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What one room leaves out while the broker is too slow, and who is told: at once, then at most every 10 s, sums by kind. Of the room's loop.</summary>
/// <param name="policy">Which kinds, and when.</param>
/// <param name="tell">Takes the room id and the counts by kind since it last took them; false: it did not, and is told them with later ones.</param>
/// <param name="time">The clock.</param>
internal sealed class RoomShed(ShedPolicy policy, Func<long, IReadOnlyDictionary<string, long>, bool> tell, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly long[] _counts = new long[(int)EventKind.Room + 1];
    private long? _toldAt;
    private bool _any;

    /// <summary>Whether an event is left out; counts it if so.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="spent">The part of the in-flight budget that is spent.</param>
    public bool Takes(EventKind kind, double spent)
    {
        if (!policy.Sheds(kind, spent))
        {
            return false;
        }

        _counts[(int)kind]++;
        _any = true;
        return true;
    }

    /// <summary>Tells what was left out since the last time, if it is time.</summary>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="last">Nothing comes after: whether it is time or not.</param>
    public void Tell(long roomId, bool last)
    {
        if (!_any || (!last && _toldAt is { } at && time.GetElapsedTime(at) < Interval))
        {
            return;
        }

        var events = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var kind = EventKind.Chat; kind <= EventKind.Room; kind++)
        {
            if (_counts[(int)kind] != 0)
            {
                events[EventWords.Of(kind)] = _counts[(int)kind];
            }
        }

        _toldAt = time.GetTimestamp();
        if (tell(roomId, events))
        {
            Array.Clear(_counts);
            _any = false;
        }
    }
}
