using DouyinIngest.Benchmarks.Scenarios.Doctor;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Doctor;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Doctor;

/// <summary><c>doctor</c> against a simulated upstream, once for each way to be turned away.</summary>
public sealed class DoctorRunTests
{
    public static TheoryData<string> Names() => [.. DoctorCases.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_TurnedAway_NamesCauseAndRemedy(string name)
    {
        var one = Assert.Single(DoctorCases.All, c => string.Equals(c.Name, name, StringComparison.Ordinal));

        var result = await DoctorScenario.RunAsync(one, TestContext.Current.CancellationToken);

        Assert.True(result.Misses().Count == 0, string.Join('\n', [.. result.Misses(), result.Text]));
    }

    [Fact]
    public async Task Run_NoRoom_AsksForOne()
    {
        using var played = new Played("example\n");

        Assert.Equal(1, await DoctorRun.RunAsync(new DoctorSettings { Room = new WatchSettings() }, played.Terminal, played.Token));

        Assert.Equal("please enter the Douyin live URL", played.Lines[0]);
        Assert.StartsWith("✗ URL", played.Lines[1], StringComparison.Ordinal);
    }
}
