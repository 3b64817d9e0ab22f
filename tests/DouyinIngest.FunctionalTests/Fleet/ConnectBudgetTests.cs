using DouyinIngest.Benchmarks.Chaos.Check;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>How the storm's run tells a budget that was kept from one that was not. Two in the bucket and two a second.</summary>
public sealed class ConnectBudgetTests
{
    private const long Began = 10_000;

    [Theory]
    [InlineData(new long[] { }, 0)]
    [InlineData(new long[] { 10_000, 10_000, 10_500, 11_000 }, 0)]
    [InlineData(new long[] { 11_500, 11_500, 11_500, 11_500, 11_500 }, 0)]
    [InlineData(new long[] { 9_990, 9_990, 9_990, 10_000, 10_000 }, 0)]
    [InlineData(new long[] { 10_499, 10_000, 10_000 }, 1)]
    [InlineData(new long[] { 10_000, 10_000, 10_000, 10_000, 12_000 }, 2)]
    [InlineData(new long[] { 10_000, 10_250, 10_500, 10_750, 11_000, 11_250, 11_500 }, 2)]
    public void Ahead_OfAFullBucket(long[] attempts, int ahead) => Assert.Equal(ahead, ConnectBudget.Ahead(attempts, Began, perSecond: 2));
}
