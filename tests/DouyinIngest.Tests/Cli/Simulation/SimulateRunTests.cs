using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Simulation;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Simulation;

public sealed class SimulateRunTests
{
    [Fact]
    public async Task Run_UntilInterrupted_SaysWhereItIsAndAnswersThere()
    {
        using var played = new Played();
        var run = SimulateRun.RunAsync(new SimulateSettings { Rooms = 12, Rate = 0 }, played.Terminal, played.Token);
        await played.UntilAsync("Ctrl-C ends it.");
        var upstream = new Uri(Line("upstream"));
        using var http = new HttpClient();

        Assert.Contains("\"worldEvents\":0", await http.GetStringAsync(new Uri(upstream, "/sim/report"), played.Token), StringComparison.Ordinal);
        Assert.Equal($"ws://127.0.0.1:{upstream.Port}/webcast/im/push/v2/", Line("socket"));
        Assert.Equal($"http://127.0.0.1:{upstream.Port}/sim/oracle?room=<room id>", Line("oracle"));
        Assert.EndsWith(" and 2 more", Line("rooms"), StringComparison.Ordinal);
        var first = Line("rooms").Split(' ')[0];
        Assert.Contains($"{first} --upstream {upstream}", Line("watch one"), StringComparison.Ordinal);
        Assert.Contains(first, await http.GetStringAsync(new Uri(upstream, "/sim/rooms"), played.Token), StringComparison.Ordinal);

        played.Interrupt();
        Assert.Equal(0, await run);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(upstream, TestContext.Current.CancellationToken));

        string Line(string name) => played.Lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
    }

    [Fact]
    public async Task Run_PortInUse_SaysToTakeAnother()
    {
        using var played = new Played();
        await using var other = await SimulatorHost.StartAsync(new SimulatorOptions { Quiet = true }, cancellationToken: played.Token);

        var line = await Played.FailureAsync(() => SimulateRun.RunAsync(new SimulateSettings { Port = other.BaseUrl.Port }, played.Terminal, played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.Contains($":{other.BaseUrl.Port}", line.Message, StringComparison.Ordinal);
        Assert.EndsWith("Take another port (0: any free one).", line.Message, StringComparison.Ordinal);
        Assert.Empty(played.Out);
    }

    [Fact]
    public async Task Run_WrongFaults_SaysWhereAndWhatIsAccepted()
    {
        using var played = new Played();

        var line = await Played.FailureAsync(() => SimulateRun.RunAsync(new SimulateSettings { Faults = "drop;quake" }, played.Terminal, played.Token));

        Assert.Equal(2, line.ExitCode);
        Assert.Contains("column 6: unknown fault 'quake'. Accepted: one of drop, rst", line.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Options_Settings_AreAllHandedOn(int rate, bool quiet)
    {
        var options = SimulateRun.Options(new SimulateSettings
        {
            Port = 5, Rooms = 6, Rate = rate, Seed = 7, Faults = "drop", Broadcast = TimeSpan.FromSeconds(8),
        });

        Assert.Equal(
            (5, 6, (double)rate, 7, "drop", TimeSpan.FromSeconds(8), quiet),
            (options.Port, options.Rooms, options.EventsPerSecond, options.Seed, options.Faults, options.BroadcastLength, options.Quiet));
    }
}
