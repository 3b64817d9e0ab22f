using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;
using static DouyinIngest.Webcast.Events.EventKind;

namespace DouyinIngest.Tests.Webcast.Delivery;

/// <summary>What waits, what is dropped, and when a frame is settled.</summary>
public sealed class EventQueueTests
{
    private readonly List<string> _settled = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enqueue_WithinCapacity_KeepsTheOrder()
    {
        var queue = Queue(capacity: 4);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat, Like), Token).Soon();
        await queue.EnqueueAsync(Frame("b", Gift), Token).Soon();
        Assert.Equal((3, 4), (queue.Snapshot().Depth, queue.Snapshot().Capacity));

        Assert.Equal([EventKind.Chat, Like], Kinds(await queue.DequeueAsync(Token).Soon()));
        Assert.Equal([Gift], Kinds(await queue.DequeueAsync(Token).Soon()));
        Assert.Equal(0, queue.Snapshot().Depth);
    }

    [Fact]
    public async Task Enqueue_Full_WaitsUntilAFrameIsTaken()
    {
        var queue = Queue(capacity: 2);
        await queue.EnqueueAsync(Frame("a", Like, Like), Token).Soon();
        var waiting = queue.EnqueueAsync(Frame("b", Like), Token).AsTask();
        Assert.False(waiting.IsCompleted);

        await queue.DequeueAsync(Token).Soon();
        await waiting.Soon();
        Assert.Equal((1, 0L), (queue.Snapshot().Depth, queue.Snapshot().Dropped));
    }

    [Fact]
    public async Task Enqueue_FrameLargerThanTheQueue_GoesInAlone()
    {
        var queue = Queue(capacity: 2);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat, EventKind.Chat, EventKind.Chat), Token).Soon();
        Assert.False(queue.EnqueueAsync(Frame("b", EventKind.Chat), Token).AsTask().IsCompleted);
        Assert.Equal(3, queue.Snapshot().Depth);
    }

    [Fact]
    public async Task Enqueue_Stopped_IsLeft()
    {
        var queue = Queue(capacity: 1);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat), Token).Soon();
        using var stop = new CancellationTokenSource();
        var waiting = queue.EnqueueAsync(Frame("b", EventKind.Chat), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await queue.DequeueAsync(stop.Token));
    }

    [Fact]
    public async Task Enqueue_Full_DropsTheOldestOfTheNamedKindsOnly()
    {
        var queue = Queue(4, Like, Enter);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat, Like), Token).Soon();
        await queue.EnqueueAsync(Frame("b", Enter, Gift), Token).Soon();
        await queue.EnqueueAsync(Frame("c", EventKind.Chat, Gift), Token).Soon();

        var stats = queue.Snapshot();
        Assert.Equal((4, 2L, 1L, 1L, 0L), (stats.Depth, stats.Dropped, stats.DroppedByKind[Like], stats.DroppedByKind[Enter], stats.DroppedByKind[EventKind.Chat]));
        Assert.Equal(7, stats.DroppedByKind.Count);
        Assert.Equal([EventKind.Chat], Kinds(await queue.DequeueAsync(Token).Soon()));
        Assert.Equal([Gift], Kinds(await queue.DequeueAsync(Token).Soon()));
        Assert.Equal([EventKind.Chat, Gift], Kinds(await queue.DequeueAsync(Token).Soon()));
        Assert.Empty(_settled);
    }

    [Fact]
    public async Task Enqueue_FrameDroppedWhole_IsSettled()
    {
        var queue = Queue(2, Like);
        await queue.EnqueueAsync(Frame("a", Like), Token).Soon();
        await queue.EnqueueAsync(Frame("b", EventKind.Chat), Token).Soon();
        await queue.EnqueueAsync(Frame("c", Gift), Token).Soon();
        Assert.Equal(["a"], _settled);
        Assert.Equal([EventKind.Chat], Kinds(await queue.DequeueAsync(Token).Soon()));
    }

    [Fact]
    public async Task Enqueue_OnlyOthersWait_DropsOfTheNewFrameItself()
    {
        var queue = Queue(2, Like);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat, Gift), Token).Soon();
        await queue.EnqueueAsync(Frame("b", Like, Like), Token).Soon();
        Assert.Equal(["b"], _settled);
        Assert.Equal((2, 2L), (queue.Snapshot().Depth, queue.Snapshot().DroppedByKind[Like]));

        var waiting = queue.EnqueueAsync(Frame("c", Like, EventKind.Chat), Token).AsTask();
        Assert.False(waiting.IsCompleted); // a chat is never dropped unless it is named
        await queue.DequeueAsync(Token).Soon();
        await waiting.Soon();
        Assert.Equal([EventKind.Chat], Kinds(await queue.DequeueAsync(Token).Soon()));
    }

    [Fact]
    public async Task Enqueue_GiftsNamedByTheUser_AreDropped()
    {
        var queue = Queue(1, Gift);
        await queue.EnqueueAsync(Frame("a", Gift), Token).Soon();
        await queue.EnqueueAsync(Frame("b", Gift), Token).Soon();
        Assert.Equal(1, queue.Snapshot().DroppedByKind[Gift]);
        Assert.Equal(["a"], _settled);
    }

    [Fact]
    public async Task Enqueue_EmptyFrames_HaveTheirPlaceAndABound()
    {
        var queue = Queue(2, Like);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat), Token).Soon();
        await queue.EnqueueAsync(Frame("again"), Token).Soon();
        Assert.Empty(_settled); // what repeats events that still wait must not be settled before them
        Assert.False(queue.EnqueueAsync(Frame("third"), Token).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Pump_SettlesBehindTheDeliveryAndInOrder()
    {
        var queue = Queue(capacity: 10);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat), Token).Soon();
        await queue.EnqueueAsync(Frame("b"), Token).Soon();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var pump = new EventPump(queue, (_, _) => gate.Task).RunAsync(stop.Token);
        var empty = queue.WhenEmptyAsync(Token);
        Assert.False(empty.IsCompleted);
        Assert.False(queue.WhenRestingAsync().IsCompleted);
        Assert.Empty(_settled);

        gate.SetResult();
        await empty.Soon();
        Assert.Equal(["a", "b"], _settled);
        await stop.CancelAsync();
        await pump.Soon();
    }

    [Fact]
    public async Task Pump_DeliveryFails_SettlesNothingAndRests()
    {
        var queue = Queue(capacity: 10);
        await queue.EnqueueAsync(Frame("a", EventKind.Chat), Token).Soon();
        var pump = new EventPump(queue, static (_, _) => throw new FormatException()).RunAsync(Token);
        await Assert.ThrowsAsync<FormatException>(() => pump.Soon());
        await queue.WhenRestingAsync().Soon();
        Assert.Empty(_settled);
    }

    private static EventQueue Queue(int capacity, params EventKind[] dropped) => new(new EventQueueOptions { Capacity = capacity, DropOldest = dropped });

    private static IEnumerable<EventKind> Kinds(QueuedFrame frame) => frame.Events.Select(e => e.Kind);

    private QueuedFrame Frame(string name, params EventKind[] kinds) => new([.. kinds.Select(SomeEvents.Of)], 0, () => _settled.Add(name));
}
