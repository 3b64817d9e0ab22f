using System.Collections.Concurrent;
using System.Globalization;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Founding;

/// <summary>Sections 7 to 10 of the founding document: heartbeat, filter, statistics, reconnect.</summary>
public sealed class SettingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HeartbeatInterval_SetAfterConstruction_IsKept()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var time = new FakeTimeProvider();
        options.TimeProvider = time;

        // example: heartbeat
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.HeartbeatInterval = TimeSpan.FromSeconds(5); // default 10 s; also while connected
        await room.ConnectAsync();
        // end

        var counters = upstream.Simulator.Counters;
        await Waiting.UntilAsync(() => counters.Heartbeats == 1);
        time.Advance(TimeSpan.FromSeconds(4.9));
        time.Advance(TimeSpan.FromSeconds(0.1));
        await Waiting.UntilAsync(() => counters.Heartbeats == 2);
        await EndAsync(room, time);
    }

    [Fact]
    public async Task Filter_SensitiveWords_AreIgnored()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var screen = Console.Open();

        // example: filter
        options.Filter.DropWords("广告", "加微信");
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.OnChat(chat => Console.WriteLine($"[{chat.User?.Name}]: {chat.Content}"));
        await room.ConnectAsync();
        // end

        await upstream.IsWatchedAsync();
        upstream.Chat("小黑", "加微信领福利");
        upstream.Chat("小黑", "加\u200B微信");
        upstream.Chat("小明", "主播好");
        await screen.ShowsAsync("[小明]: 主播好");
        Assert.Single(screen.Lines);
        Assert.Equal(2, room.GetStats().Filtered);
    }

    [Fact]
    public async Task Filter_EveryRule_LeavesOutMasksAndNames()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var screen = Console.Open();

        // example: filter-rules
        options.Filter.DropWords("敏感词").MaskWords("加微信").TagWords("questions", "多少钱", "怎么买").WithoutKinds(EventKind.Enter).WithMinGiftValue(10);
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.OnChat(chat => Console.WriteLine($"[{chat.User?.Name}]: {chat.Content} {string.Join(',', chat.Matched)}"));
        await room.ConnectAsync();
        // end

        await upstream.IsWatchedAsync();
        upstream.Enter("小美");
        upstream.Chat("小黑", "敏感词");
        upstream.Chat("小白", "＋加 微信"); // spaces are not passed over by default
        upstream.Chat("小亮", "＋加微信，多少钱");
        await screen.ShowsAsync("[小亮]: ＋***，多少钱 mask,questions");
        Assert.Equal(["[小白]: ＋加 微信 ", "[小亮]: ＋***，多少钱 mask,questions"], screen.Lines);
        var stats = room.GetStats();
        Assert.Equal((2, 1, 1, 0), (stats.Filtered, stats.Masked, stats.Tagged, stats.Enter));
    }

    [Fact]
    public async Task Statistics_CountByKind()
    {
        await using var upstream = await Upstream.StartAsync();
        var screen = Console.Open();
        await using var room = new LiveRoomConnector(upstream.LiveUrl, upstream.Options);
        room.OnEvent(_ => { });
        await room.ConnectAsync(Token);
        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "一");
        upstream.Chat("小明", "二");
        upstream.Gift("小红", "小心心");
        upstream.Like("小刚", 7);
        upstream.Enter("小美");
        upstream.Follow("小亮");
        upstream.Share("小白");
        upstream.Online(321);
        await Waiting.UntilAsync(() => room.GetStats().Latency.Count == 8);

        // example: statistics
        var stats = room.GetStats();
        Console.WriteLine($"{stats.Total} events: {stats.Chat} chats, {stats.Gift} gifts, {stats.Like} likes, {stats.Enter} came in");
        Console.WriteLine($"{stats.Follow} follows, {stats.Share} shares, {stats.Room} of the room itself; the last at {stats.LastEventTime:HH:mm:ss}");
        Console.WriteLine($"{stats.Reconnects} reconnects, {stats.Duplicates} duplicates kept away");
        Console.WriteLine($"latency p50 {stats.Latency.P50.TotalMilliseconds:0} ms, p99 {stats.Latency.P99.TotalMilliseconds:0} ms");
        Console.WriteLine($"{stats.Queue.Depth} of {stats.Queue.Capacity} waiting, {stats.Queue.Dropped} dropped");
        // end

        Assert.Equal("8 events: 2 chats, 1 gifts, 1 likes, 1 came in", screen.Lines[0]);
        Assert.StartsWith("1 follows, 1 shares, 1 of the room itself", screen.Lines[1], StringComparison.Ordinal);
        Assert.Equal("0 reconnects, 0 duplicates kept away", screen.Lines[2]);
        Assert.Equal("0 of 1000 waiting, 0 dropped", screen.Lines[4]);
        Assert.InRange(stats.Latency.P99, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Reconnect_FiveTriesFiveSecondsApart_EachPrintedThenRaised()
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.Simulator.Disruptions.Refuse(401, TimeSpan.FromMinutes(5));
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var time = new RetryTime();
        options.TimeProvider = time;
        var screen = Console.Open();

        // example: reconnect
        options.MaxRetries = 5; // these are the defaults
        options.RetryDelay = TimeSpan.FromSeconds(5);
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.OnError(error => Console.WriteLine(error.Message));
        try
        {
            await room.ConnectAsync();
            await room.Completion;
        }
        catch (LiveRoomException e)
        {
            Console.WriteLine($"gave up: {e.Reason}");
        }
        // end

        Assert.Equal(4, time.Waits);
        Assert.Equal(7, screen.Lines.Count); // five failures, the last word, and what was raised
        Assert.All(Enumerable.Range(1, 5), n => Assert.StartsWith($"failed ({n}/5): SignatureRejected, ", screen.Lines[n - 1], StringComparison.Ordinal));
        Assert.Equal("gave up: SignatureRejected", screen.Lines[^1]);
    }

    [Fact]
    public async Task Reconnect_AfterASuccessfulConnect_CountsAnew()
    {
        await using var upstream = await Upstream.StartAsync();
        var options = upstream.Options;
        var time = new RetryTime();
        options.TimeProvider = time;
        var errors = new ConcurrentQueue<string>();
        await using var room = new LiveRoomConnector(upstream.LiveUrl, options).OnError(e => errors.Enqueue(e.Message)).OnEvent(_ => { });
        await room.ConnectAsync(Token);
        for (var i = 1; i <= 3; i++)
        {
            await upstream.IsWatchedAsync();
            upstream.Chat("小明", "还在");
            await Waiting.UntilAsync(() => room.GetStats().Chat == i);
            CountFromOne(errors);
            errors.Clear();
            var connects = room.GetStats().Reconnects;
            upstream.Simulator.Disruptions.Drop(1);
            await Waiting.UntilAsync(() => !errors.IsEmpty && room.GetStats().Reconnects > connects);
        }

        await EndAsync(room, time);
        CountFromOne(errors);
        Assert.NotEmpty(errors);
    }

    private static void CountFromOne(IEnumerable<string> failures)
        => Assert.All(failures, (message, n) => Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"failed ({n + 1}/5): "), message, StringComparison.Ordinal));

    // A polite close has a deadline, on the same clock.
    private static async Task EndAsync(LiveRoomConnector room, FakeTimeProvider time)
    {
        var ending = room.DisconnectAsync();
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return ending.IsCompleted;
        });
        await ending;
    }

    /// <summary>A clock on which only the wait before a retry passes, at once.</summary>
    private sealed class RetryTime : FakeTimeProvider
    {
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Delay)
            {
                Interlocked.Increment(ref _waits);
                ThreadPool.QueueUserWorkItem(_ => Advance(Delay));
            }

            return timer;
        }
    }
}
