using DouyinIngest.Benchmarks.Hostile;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class FrameFuzzerTests
{
    [Fact]
    public void Run_MutatedFrames_NothingThrowsAndRejectsAreCounted()
    {
        var report = FrameFuzzer.Run(20_000, 7);

        Assert.Empty(report.Failures);
        Assert.All(
            [DropReason.BadEnvelope, DropReason.BadCompression, DropReason.BadResponse, DropReason.BadMessage, DropReason.UnknownMethod, DropReason.Duplicate],
            reason => Assert.True(report.Drops[reason] > 0, $"{reason} never came"));
        Assert.True(report.Events > 100);
        Assert.True(report.Longest < TimeSpan.FromSeconds(1), $"a frame took {report.Longest}");
    }
}
