using System.Collections.Concurrent;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>The broadcasts that take pushes in this process. Thread-safe.</summary>
internal sealed class PushRooms
{
    private readonly ConcurrentDictionary<long, PushSession> _sessions = new();

    /// <summary>How many.</summary>
    public int Count => _sessions.Count;

    /// <summary>The session of a broadcast; null: it takes no pushes here.</summary>
    public PushSession? Find(long roomId) => _sessions.GetValueOrDefault(roomId);

    /// <summary>False: another session takes them, since one broadcast is followed twice.</summary>
    public bool TryAdd(long roomId, PushSession session) => _sessions.TryAdd(roomId, session);

    public void Remove(long roomId, PushSession session) => _sessions.TryRemove(KeyValuePair.Create(roomId, session));
}
