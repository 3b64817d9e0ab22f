using System.Globalization;
using System.Threading.Channels;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Somebody who watches one room's events; keeps the newest that were not read yet.</summary>
internal sealed class TailWatcher(string liveId, Action<TailWatcher> removed) : IDisposable
{
    /// <summary>How many events may wait; older ones are dropped for newer.</summary>
    public const int Capacity = 256;

    private readonly long _roomId = long.TryParse(liveId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
    private readonly Channel<string> _events = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private long _seen;

    /// <summary>Events shown since the beginning, those that were dropped included.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>The events as JSON, in order; completes when it is disposed.</summary>
    public ChannelReader<string> Events => _events.Reader;

    public bool Wants(RoomKey room) => room.LiveId.Length > 0 ? string.Equals(room.LiveId, liveId, StringComparison.Ordinal) : room.RoomId == _roomId;

    public void Add(string json)
    {
        Interlocked.Increment(ref _seen);
        _events.Writer.TryWrite(json);
    }

    public void Dispose()
    {
        removed(this);
        _events.Writer.TryComplete();
    }
}
