using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Server.Api;

/// <summary>One room's events as they come, for one watcher.</summary>
internal sealed class RoomTail(IRoomDirectory rooms, EventTail tail, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How often a watcher of a silent room is told that all is well, and a room is looked at whether it is still here.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Begins to watch; null: too many do.</summary>
    public IAsyncEnumerable<SseItem<string>>? Watch(RoomSnapshot room, CancellationToken cancellationToken)
        => tail.Watch(room.LiveId) is { } watcher ? WatchAsync(watcher, room.LiveId, cancellationToken) : null;

    /// <summary>Events of type <c>message</c>: the JSON that stands on the topics. <c>beat</c>: how many were seen so far, shown or not. <c>gone</c>: the room left; the end.</summary>
    private async IAsyncEnumerable<SseItem<string>> WatchAsync(TailWatcher watcher, string liveId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watching = watcher;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var beats = new PeriodicTimer(Beat, time);
        yield return Told(watcher);
        var beat = beats.WaitForNextTickAsync(stop.Token).AsTask();
        var ready = watcher.Events.WaitToReadAsync(stop.Token).AsTask();
        while (true)
        {
            var first = await Task.WhenAny(ready, beat);
            if (stop.IsCancellationRequested)
            {
                yield break;
            }

            if (first == ready)
            {
                while (watcher.Events.TryRead(out var json))
                {
                    yield return new SseItem<string>(json);
                }

                ready = watcher.Events.WaitToReadAsync(stop.Token).AsTask();
                continue;
            }

            if (rooms.Find(liveId) is null or { State: RoomState.Stopped })
            {
                yield return new SseItem<string>(liveId, "gone");
                yield break;
            }

            yield return Told(watcher);
            beat = beats.WaitForNextTickAsync(stop.Token).AsTask();
        }
    }

    private static SseItem<string> Told(TailWatcher watcher) => new(watcher.Seen.ToString(System.Globalization.CultureInfo.InvariantCulture), "beat");
}
