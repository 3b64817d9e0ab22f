using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class DedupeLoadTests
{
    private const long Never = long.MaxValue;

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5_000)]
    public void TryAdd_AroundEveryGrowth_RemembersAll(int count)
    {
        var window = new DedupeWindow(1_000, 64);
        for (var i = 0; i < count; i++)
        {
            Assert.True(window.TryAdd(Id(i), 0));
        }

        Assert.Equal(count, window.Count);
        for (var i = 0; i < count; i++)
        {
            Assert.False(window.TryAdd(Id(i), 0));
        }
    }

    [Fact]
    public void Burst_ThenQuiet_ShrinksAndStillRemembersTheLast()
    {
        var window = new DedupeWindow(1_000, 64);
        for (var i = 0; i < 20_000; i++)
        {
            window.TryAdd(Id(i), i / 20);
        }

        for (var now = 1_000; now < 5_000; now += 10)
        {
            window.Forget(now, Never);
        }

        Assert.Equal(64, window.Count);
        for (var i = 20_000 - 64; i < 20_000; i++)
        {
            Assert.False(window.TryAdd(Id(i), 5_000));
        }

        Assert.True(window.TryAdd(Id(20_000 - 65), 5_000));
    }

    [Fact]
    public void SteadyLoad_ManyTurnsOfTheRing_ExactlyTheWindowIsKnown()
    {
        // 100 ids each 10 ms against a window of 100 ms: the ring turns round and round at one size.
        var window = new DedupeWindow(100, 64);
        var next = 0;
        for (var now = 0; now < 20_000; now += 10)
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.True(window.TryAdd(Id(next++), now));
            }

            window.Forget(now, Never);
            Assert.False(window.TryAdd(Id(next - 1), now));
            Assert.False(window.TryAdd(Id(Math.Max(0, next - 900)), now));
            Assert.InRange(window.Count, Math.Min(next, 1_000), 1_100);
        }
    }

    [Fact]
    public void Unacknowledged_OutageUnderLoad_NothingOfItIsForgotten()
    {
        var window = new DedupeWindow(100, 64);
        for (var i = 0; i < 3_000; i++)
        {
            window.TryAdd(Id(i), i);
            window.Forget(i, oldestUnacknowledged: 500);
        }

        for (var i = 500; i < 3_000; i++)
        {
            Assert.False(window.TryAdd(Id(i), 3_000));
        }

        Assert.True(window.TryAdd(Id(300), 3_000));
        window.Forget(3_200, Never);
        Assert.Equal(64, window.Count);
    }

    [Fact]
    public void Clock_GoesBack_NothingIsForgottenEarly()
    {
        var window = new DedupeWindow(1_000, 0);
        window.TryAdd(Id(1), 10_000);
        window.TryAdd(Id(2), 2_000);
        window.Forget(2_500, Never);
        Assert.False(window.TryAdd(Id(1), 2_500));
        Assert.False(window.TryAdd(Id(2), 2_500));
        window.Forget(11_000, Never);
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void Hashes_ThatAllWantOneSlot_AreStillToldApart()
    {
        var window = new DedupeWindow(10, 0);
        for (var round = 0; round < 20; round++)
        {
            for (ulong i = 0; i < 200; i++)
            {
                Assert.True(window.TryAdd(i << 40, round * 100));
            }

            for (ulong i = 0; i < 200; i++)
            {
                Assert.False(window.TryAdd(i << 40, round * 100));
            }

            window.Forget((round * 100) + 50, Never);
            Assert.Equal(0, window.Count);
        }
    }

    [Fact]
    public void Forget_NothingYet_IsHarmless()
    {
        var window = new DedupeWindow(10, 0);
        window.Forget(1_000, Never);
        Assert.Equal(0, window.Count);
        Assert.True(window.TryAdd(0, 0));
        Assert.False(window.TryAdd(0, 0));
    }

    private static ulong Id(int i) => Hash64.Mix(3, (ulong)i);
}
