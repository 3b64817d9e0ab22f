using DouyinIngest.Benchmarks.Hostile;
using FsCheck.Xunit;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class DifferentialDecodeTests
{
    [Property(MaxTest = 500, StartSize = 1000, EndSize = 1_000_000_000)]
    public bool Check_AnySeed_LeanDecoderAgreesWithGeneratedParser(int seed) => DifferentialDecode.Check(seed).Difference is null;

    [Fact]
    public void Run_ThousandsOfMessages_NoDifferenceAndMostAreEvents()
    {
        var (events, differences) = DifferentialDecode.Run(2500, 20260101);

        Assert.Empty(differences);
        Assert.InRange(events, 1500, 2500);
    }
}
