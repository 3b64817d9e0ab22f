using DouyinIngest.Protos.Webcast;

namespace DouyinIngest.Simulator.World;

/// <summary>
/// The sticky (WRDS) state of a broadcast: per method and sub key what stood at a position, so that a resume is shown the state of
/// its own place and not a later one, which would make it drop the versions in between. Callers hold the gate.
/// </summary>
internal sealed class StickySet
{
    private readonly Dictionary<(string Method, string SubKey), List<(long Position, Message Message)>> _state = [];

    /// <summary>Takes a new state in, from <paramref name="position"/> on.</summary>
    public void Set(long position, Message message)
    {
        var key = (message.Method, message.WrdsSubKey);
        if (!_state.TryGetValue(key, out var versions))
        {
            _state[key] = versions = [];
        }

        versions.Add((position, message));
    }

    /// <summary>The state after the batch at <paramref name="position"/>.</summary>
    public List<Message> At(long position)
    {
        var set = new List<Message>(_state.Count);
        foreach (var versions in _state.Values)
        {
            var found = versions.FindLast(v => v.Position <= position).Message;
            if (found is not null)
            {
                set.Add(found);
            }
        }

        return set;
    }

    /// <summary>Forgets what no cursor can ask for any more.</summary>
    public void Trim(long first)
    {
        foreach (var versions in _state.Values)
        {
            var keep = versions.FindLastIndex(v => v.Position < first);
            if (keep > 64)
            {
                versions.RemoveRange(0, keep);
            }
        }
    }
}
