using System.Text.Json;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class EventTailTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private readonly ManualSink _sink = new();
    private readonly EventTail _tail;

    public EventTailTests() => _tail = new EventTail(_sink);

    [Fact]
    public void Publish_NobodyWatches_PassesOn()
    {
        Publish("1", "5");
        Assert.Equal(["5"], _sink.Published);
    }

    [Fact]
    public void Publish_Watched_ShowsTheJsonOfTheTopicsToEachWatcherOfTheRoom()
    {
        using var one = _tail.Watch("1")!;
        using var two = _tail.Watch("1")!;
        using var other = _tail.Watch("2")!;
        Publish("1", "5");
        Assert.True(one.Events.TryRead(out var json));
        Assert.True(two.Events.TryRead(out var again));
        Assert.Same(json, again);
        Assert.False(other.Events.TryRead(out _));
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal(("5", "1"), (parsed.RootElement.GetProperty("eventId").GetString(), parsed.RootElement.GetProperty("liveId").GetString()));
    }

    [Fact]
    public void Watch_RoomPinnedByItsRoomId_IsFoundByIt()
    {
        using var watcher = _tail.Watch("7300000000000000001")!;
        using var other = _tail.Watch("7300000000000000002")!;
        Publish("", "5");
        Assert.True(watcher.Events.TryRead(out _));
        Assert.False(other.Events.TryRead(out _));
    }

    [Fact]
    public void Watch_TooSlow_KeepsTheNewestAndCountsAll()
    {
        using var watcher = _tail.Watch("1")!;
        for (var i = 0; i < TailWatcher.Capacity + 10; i++)
        {
            Publish("1", $"{i}");
        }

        Assert.Equal(TailWatcher.Capacity + 10, watcher.Seen);
        Assert.True(watcher.Events.TryRead(out var first));
        Assert.Contains("\"eventId\":\"10\"", first, StringComparison.Ordinal);
        Assert.Equal(TailWatcher.Capacity - 1, watcher.Events.Count);
    }

    [Fact]
    public void Dispose_EndsTheWatch()
    {
        var watcher = _tail.Watch("1")!;
        watcher.Dispose();
        Publish("1", "5");
        Assert.False(watcher.Events.TryRead(out _));
        Assert.True(watcher.Events.Completion.IsCompleted);
    }

    [Fact]
    public void Watch_TooMany_IsRefusedUntilOneEnds()
    {
        var watchers = Enumerable.Range(0, EventTail.MostWatchers).Select(_ => _tail.Watch("1")!).ToList();
        Assert.Null(_tail.Watch("1"));
        watchers[0].Dispose();
        Assert.NotNull(_tail.Watch("1"));
    }

    private void Publish(string liveId, string eventId)
    {
        var e = new LiveEventView { Kind = EventKind.Like, EventId = System.Text.Encoding.UTF8.GetBytes(eventId), RoomId = RoomId };
        _tail.Publish(in e, RoomKey.Of(liveId, RoomId), new CountingDelivery());
    }
}
