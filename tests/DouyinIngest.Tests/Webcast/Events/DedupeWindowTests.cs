using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class DedupeWindowTests
{
    private const long Minute = 60_000;
    private const long Never = long.MaxValue;

    [Fact]
    public void TryAdd_SeenBefore_IsFalse()
    {
        var window = new DedupeWindow(Minute, 4096);

        Assert.True(window.TryAdd(1, 0));
        Assert.True(window.TryAdd(2, 0));
        Assert.False(window.TryAdd(1, 0));
        Assert.Equal(2, window.Count);
    }

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public void Forget_AboveTheLeastNumber_AgeDecides(long age, bool forgotten)
    {
        var window = new DedupeWindow(Minute, 0);
        window.TryAdd(1, 0);

        window.Forget(age, Never);

        Assert.Equal(forgotten, window.TryAdd(1, age));
    }

    [Fact]
    public void Forget_LeastNumber_IsKeptHoweverOld()
    {
        var window = new DedupeWindow(Minute, 4096);
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(window.TryAdd(Hash64.Mix(1, (ulong)i), 0));
        }

        window.Forget(10 * Minute, Never);

        Assert.Equal(4096, window.Count);
        Assert.False(window.TryAdd(Hash64.Mix(1, 904), 10 * Minute));
        Assert.True(window.TryAdd(Hash64.Mix(1, 903), 10 * Minute));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Forget_Unacknowledged_IsKeptHoweverOldAndMany(long oldestUnacknowledged, bool kept)
    {
        var window = new DedupeWindow(Minute, 0);
        window.TryAdd(1, 100);

        window.Forget(10 * Minute, oldestUnacknowledged);

        Assert.Equal(!kept, window.TryAdd(1, 10 * Minute));
    }

    [Fact]
    public void TryAdd_BeyondTheBound_OldestGo()
    {
        var window = new DedupeWindow(Minute, 4096);
        for (var i = 0; i < DedupeWindow.MostIds + 10; i++)
        {
            window.TryAdd(Hash64.Mix(2, (ulong)i), 0);
        }

        Assert.Equal(DedupeWindow.MostIds, window.Count);
        Assert.False(window.TryAdd(Hash64.Mix(2, 10), 0));
        Assert.True(window.TryAdd(Hash64.Mix(2, 9), 0));
    }

    [Fact]
    public void Window_RandomUse_NeverForgetsEarlyAndNeverInvents()
    {
        // Against a plain model: few distinct ids, so that slots collide, are freed and are used again.
        var random = new Random(5);
        var window = new DedupeWindow(1000, 40);
        var order = new List<(ulong Id, long Time)>();
        long now = 0;
        for (var step = 0; step < 20_000; step++)
        {
            now += random.Next(20);
            var id = (ulong)random.Next(400) * 1024;
            var remembered = order.Any(seen => seen.Id == id);
            Assert.Equal(!remembered, window.TryAdd(id, now));
            if (!remembered)
            {
                order.Add((id, now));
            }

            var before = window.Count;
            window.Forget(now, Never);
            var gone = before - window.Count;
            Assert.All(order.Take(gone), seen => Assert.True(now - seen.Time >= 1000));
            order.RemoveRange(0, gone);
            Assert.Equal(order.Count, window.Count);
            Assert.True(order.Count >= Math.Min(40, before));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 5)]
    [InlineData(100, 100)]
    [InlineData(100, 40)]
    [InlineData(5000, 4096)]
    public void Capture_TheLastIds_OldestFirst(int added, int captured)
    {
        var window = Filled(added);

        Assert.Equal(
            Enumerable.Range(added - Math.Min(added, captured), Math.Min(added, captured)).Select(i => Hash64.Mix(1, (ulong)i)),
            window.Capture(Math.Min(added, captured)));
        Assert.Equal(added, window.Added);
    }

    [Fact]
    public void Capture_AroundTheEndOfTheRing_IsInOrder()
    {
        var window = new DedupeWindow(1000, 0);
        for (var i = 0; i < 500; i++)
        {
            window.TryAdd((ulong)i, i * 100L);
            window.Forget(i * 100L, Never);
            var captured = window.Capture(window.Count);
            Assert.Equal(Enumerable.Range(i + 1 - captured.Length, captured.Length).Select(n => (ulong)n), captured);
        }
    }

    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(0, 0, 1000)]
    [InlineData(1000, 1000, 1000)]
    [InlineData(1000, 5000, 1000)]
    public void CountRecent_AllOfOneAge(long since, int least, int expected)
        => Assert.Equal(expected, Filled(1000).CountRecent(since, least));

    [Fact]
    public void CountRecent_IsExactToABlock_AndNeverLess()
    {
        var window = new DedupeWindow(Minute, 4096);
        for (var i = 0; i < 1000; i++)
        {
            window.TryAdd((ulong)i, i);
        }

        for (var since = 0; since <= 1000; since += 7)
        {
            Assert.InRange(window.CountRecent(since, 0), 1000 - since, 1000 - since + 15);
            Assert.InRange(window.CountRecent(since, 96), Math.Max(96, 1000 - since), Math.Max(96, 1000 - since) + 15);
        }
    }

    [Fact]
    public void Restore_Captured_CountAsSeenAtThatTime()
    {
        var window = new DedupeWindow(Minute, 0);
        window.Restore([1, 2, 3, 2], 5000);

        Assert.Equal(3, window.Count);
        Assert.False(window.TryAdd(1, 5000));
        window.Forget(5000 + Minute - 1, Never);
        Assert.Equal(3, window.Count);
        window.Forget(5000 + Minute, Never);
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void LastRepeat_IsThePlaceOfTheId_WhateverWasForgotten()
    {
        var window = new DedupeWindow(Minute, 50);
        for (var i = 0; i < 5000; i++)
        {
            window.TryAdd(Hash64.Mix(2, (ulong)i), i);
            window.Forget(i + Minute, Never);
        }

        foreach (var place in new[] { 4999, 4960, 4980 })
        {
            Assert.False(window.TryAdd(Hash64.Mix(2, (ulong)place), 0));
            Assert.Equal(place, window.LastRepeat);
        }
    }

    private static DedupeWindow Filled(int ids)
    {
        var window = new DedupeWindow(Minute, 4096);
        for (var i = 0; i < ids; i++)
        {
            window.TryAdd(Hash64.Mix(1, (ulong)i), 0);
        }

        return window;
    }

    [Fact]
    public void Window_QuietRoom_CostsUnderOneKibibyte()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var window = new DedupeWindow(Minute, 4096);
        for (var i = 0; i < 20; i++)
        {
            window.TryAdd((ulong)i, 0);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1023);
    }
}
