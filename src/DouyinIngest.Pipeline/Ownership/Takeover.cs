using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>One claim of our own, and what the log says to it: who answered, which rooms were listed, which of their finals have come.</summary>
/// <param name="claim">Its offset.</param>
/// <param name="previous">Who claimed before us; null when the log tells nobody.</param>
/// <param name="deadline">When to stop waiting for an answer.</param>
internal sealed class Takeover(long claim, string? previous, TimeSpan deadline)
{
    private readonly Dictionary<string, HashSet<string>> _listed = new(StringComparer.Ordinal);
    private readonly HashSet<(string Instance, string LiveId)> _finals = [];

    public TimeSpan Deadline => deadline;

    /// <summary>Asked for when the deadline had passed.</summary>
    public EndQuestion? Question { get; set; }

    /// <summary>
    /// Every room that somebody else still runs has been listed, or whoever could list one is gone. A claim at offset 0 is the log's first
    /// record ever: nobody was here before. Where no earlier claim is left there may have been one that has expired, so that any pod may
    /// still answer: only the deadline tells.
    /// </summary>
    public bool AnswersAreIn { get; set; } = claim == 0;

    /// <summary>An answer was read: true when it answers this claim.</summary>
    public bool Answered(Lingering answer)
    {
        if (answer.ClaimOffset != claim)
        {
            return false;
        }

        if (!_listed.TryGetValue(answer.Instance, out var rooms))
        {
            _listed.Add(answer.Instance, rooms = new(StringComparer.Ordinal));
        }

        rooms.UnionWith(answer.LiveIds);
        AnswersAreIn |= !answer.More && string.Equals(answer.Instance, previous, StringComparison.Ordinal);
        return true;
    }

    /// <summary>A final was read: it counts when its writer has answered before.</summary>
    public void Final(string writer, string liveId)
    {
        if (_listed.ContainsKey(writer))
        {
            _finals.Add((writer, liveId));
        }
    }

    /// <summary>Everybody who listed the room has written its final since.</summary>
    public bool FinalsAreIn(string liveId) =>
        _listed.All(answer => !answer.Value.Contains(liveId) || _finals.Contains((answer.Key, liveId)));
}
