using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// From which part of the in-flight budget on events of a kind are left out. Pure. The first of the n kinds goes from 70 % on, the others follow
/// evenly below 100 %, where sockets are no longer read: kind i (from 0) from 70 % + 30 % · i / n. So a kind is left out only while all that were named
/// before it are.
/// </summary>
internal sealed class ShedPolicy
{
    private const double First = 0.7;

    private readonly double[] _from = new double[(int)EventKind.Room + 1];

    /// <summary>In order: the first is shed first.</summary>
    public ShedPolicy(IReadOnlyList<EventKind> kinds)
    {
        Array.Fill(_from, double.PositiveInfinity);
        for (var i = 0; i < kinds.Count; i++)
        {
            _from[(int)kinds[i]] = First + ((1 - First) * i / kinds.Count);
        }
    }

    /// <summary>The policy for these kinds; null when there are none, so that nobody asks.</summary>
    public static ShedPolicy? Of(IReadOnlyList<EventKind> kinds) => kinds.Count == 0 ? null : new ShedPolicy(kinds);

    /// <summary>What of <see cref="IngestOptions.Shed"/> cannot be: each line names the setting and says what to do.</summary>
    public static IEnumerable<string> Refusals(IReadOnlyList<EventKind> kinds)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i] is EventKind.Chat or EventKind.Gift)
            {
                yield return $"Ingest:Shed:{i} must not be '{SnakeCase.Of(kinds[i])}': chats and gifts are never left out; remove it.";
            }
            else if (kinds[i] == EventKind.None || !Enum.IsDefined(kinds[i]))
            {
                yield return $"Ingest:Shed:{i} must be one of like, enter, follow, share, room.";
            }
            else if (kinds.Take(i).Contains(kinds[i]))
            {
                yield return $"Ingest:Shed:{i} names '{SnakeCase.Of(kinds[i])}' again; remove it.";
            }
        }
    }

    /// <summary>Whether an event of this kind is left out.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="spent">The part of the budget that is spent; 1: all of it.</param>
    public bool Sheds(EventKind kind, double spent) => spent >= _from[(int)kind];
}
