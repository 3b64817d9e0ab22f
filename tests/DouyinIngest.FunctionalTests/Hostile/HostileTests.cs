using DouyinIngest.Benchmarks.Hostile;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Hostile;
using DouyinIngest.Benchmarks.Scenarios.Samples;

namespace DouyinIngest.FunctionalTests.Hostile;

/// <summary>Short forms of the hostile scenarios; they measure the process, so they run alone.</summary>
[Collection("broker")]
public sealed class HostileTests
{
    [Fact]
    public async Task SlowSockets_OneByteASecond_AreEndedAtTheDeadline() =>
        await PassesAsync(report => HostileRooms.SlowLorisAsync(report, sockets: 50, TimeSpan.FromSeconds(2)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_OverTheCap_IsRefusedWithinASecond(bool fragments) =>
        await PassesAsync(report => HostileRooms.OversizeAsync(report, fragments));

    [Fact]
    public async Task Frames_ThatInflateAThousandfold_AreRejectedAndMemoryStaysFlat() =>
        await PassesAsync(report => HostileRooms.BombsAsync(report, bombs: 20, inflatedMebibytes: 256));

    [Fact]
    public async Task OddValues_InOneFrame_EachHasItsOutcome() =>
        await PassesAsync(report =>
        {
            OddValues.Run(report);
            return Task.CompletedTask;
        });

    [Fact]
    public void Frames_Mutated_NeverThrowAndNeverHang()
    {
        var report = FrameFuzzer.Run(20_000, seed: 7);

        Assert.Empty(report.Failures);
        Assert.Equal(20_000, report.Frames);
    }

    [Fact]
    public void Samples_RealPayloads_GiveWhatTheGeneratedParserSays()
    {
        var folder = Environment.GetEnvironmentVariable("DOUYIN_SAMPLES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set DOUYIN_SAMPLES to a folder of message payloads (.bin, named after their types).");

        var report = SampleScenario.Run(folder, _ => { });

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }

    private static async Task PassesAsync(Func<ScenarioReport, Task> scenario)
    {
        var report = new ScenarioReport();
        await scenario(report);
        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
