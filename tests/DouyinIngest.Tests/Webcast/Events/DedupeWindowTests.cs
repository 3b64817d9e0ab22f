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
