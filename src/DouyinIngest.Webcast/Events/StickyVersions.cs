using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// The newest version of each sticky state, keyed <c>method[_sub_key]</c>: the upstream sends state again at every connect, and an
/// older version may overtake a newer one (PROTOCOL 3.5).
/// </summary>
internal sealed class StickyVersions
{
    /// <summary>A bound on memory: the upstream has some 20 keys; one that makes up more loses the check, not the dedupe by id.</summary>
    public const int MostKeys = 1024;

    private Dictionary<ulong, ulong>? _versions;

    /// <summary>None for a newer version, Duplicate for the one that we have, StaleState for an older one.</summary>
    public DropReason Check(scoped in MessageView message)
        => _versions is null || !_versions.TryGetValue(KeyOf(message), out var have) || message.WrdsVersion > have ? DropReason.None
            : message.WrdsVersion == have ? DropReason.Duplicate
            : DropReason.StaleState;

    /// <summary>This version is what we have now.</summary>
    public void Set(scoped in MessageView message)
    {
        _versions ??= [];
        var key = KeyOf(message);
        if (_versions.Count < MostKeys || _versions.ContainsKey(key))
        {
            _versions[key] = message.WrdsVersion;
        }
    }

    public StickyVersionState[] Capture() => _versions is null ? [] : [.. _versions.Select(static v => new StickyVersionState(v.Key, v.Value))];

    /// <summary>Takes captured versions; for a new object.</summary>
    public void Restore(ReadOnlySpan<StickyVersionState> versions)
    {
        foreach (var (key, version) in versions)
        {
            _versions ??= [];
            if (_versions.Count < MostKeys)
            {
                _versions[key] = version;
            }
        }
    }

    private static ulong KeyOf(scoped in MessageView message) => Hash64.Of(message.WrdsSubKey, Hash64.Of(message.Method));
}
