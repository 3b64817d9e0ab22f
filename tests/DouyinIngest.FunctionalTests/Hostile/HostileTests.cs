using DouyinIngest.Benchmarks.Hostile;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Hostile;
using DouyinIngest.Benchmarks.Scenarios.Samples;

namespace DouyinIngest.FunctionalTests.Hostile;

/// <summary>Short forms of the hostile scenarios; they measure the process, so they run alone.</summary>
[Collection("broker")]
public sealed class HostileTests
{
    [Fact(Timeout = TimeLimit.Test)]
    public async Task SlowSockets_OneByteASecond_AreEndedAtTheDeadline() =>
        await PassesAsync(report => HostileRooms.SlowLorisAsync(report, sockets: 50, TimeSpan.FromSeconds(2)), TestContext.Current.CancellationToken);

    [Theory(Timeout = TimeLimit.Test)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_OverTheCap_IsRefusedWithinASecond(bool fragments) =>
        await PassesAsync(report => HostileRooms.OversizeAsync(report, fragments), TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Frames_ThatInflateAThousandfold_AreRejectedAndMemoryStaysFlat() =>
        await PassesAsync(report => HostileRooms.BombsAsync(report, bombs: 20, inflatedMebibytes: 256), TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeLimit.Test)]
    public async Task OddValues_InOneFrame_EachHasItsOutcome() =>
        await PassesAsync(report =>
        {
            OddValues.Run(report);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Frames_Mutated_NeverThrowAndNeverHang()
    {
        var report = await Task.Run(() => FrameFuzzer.Run(20_000, seed: 7), TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.Equal(20_000, report.Frames);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Samples_RealPayloads_GiveWhatTheGeneratedParserSays()
    {
        var folder = Environment.GetEnvironmentVariable("DOUYIN_SAMPLES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set DOUYIN_SAMPLES to a folder of message payloads (.bin, named after their types).");

        var report = await Task.Run(() => SampleScenario.Run(folder, _ => { }), TestContext.Current.CancellationToken);

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }

    private static async Task PassesAsync(Func<ScenarioReport, Task> scenario, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport();
        await scenario(report).WaitAsync(cancellationToken);
        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
