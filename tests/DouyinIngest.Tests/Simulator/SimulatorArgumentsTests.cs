using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator;

public sealed class SimulatorArgumentsTests
{
    [Fact]
    public void Read_Settings_AreBound()
    {
        var options = SimulatorArguments.Read(["--rooms", "7", "--Seed=9", "--EventsPerSecond", "2.5", "--BroadcastLength", "00:01:00", "--Weight", "heavy"]);
        Assert.Equal((7, 9, 2.5, TimeSpan.FromMinutes(1), Weight.Heavy), (options.Rooms, options.Seed, options.EventsPerSecond, options.BroadcastLength, options.Weight));
    }

    [Fact]
    public void Read_Lists_AreBound()
        => Assert.Equal(["a", "b"], SimulatorArguments.Read(["--AllowedAppIds:0", "a", "--AllowedAppIds:1", "b"]).AllowedAppIds);

    [Fact]
    public void Read_Nothing_Defaults() => Assert.Equal((0, 3, TimeSpan.FromSeconds(2)), Defaults(SimulatorArguments.Read([])));

    [Theory]
    [InlineData("--room", "7", "'room'")]
    [InlineData("--rooms", "many", "'many'")]
    [InlineData("--RedeliverAfter", "soon", "'soon'")]
    [InlineData("--Quiet", "perhaps", "'perhaps'")]
    [InlineData("--Weight", "fat", "'fat'")]
    public void Read_Wrong_IsNamed(string key, string value, string named)
        => Assert.Contains(named, Assert.Throws<FormatException>(() => SimulatorArguments.Read([key, value])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Rooms", "0", "-1", "100001")]
    [InlineData("Port", "-1", "65536")]
    [InlineData("Host", "localhost", "nowhere")]
    [InlineData("EventsPerSecond", "-1", "1000001", "NaN")]
    [InlineData("TickInterval", "00:00:00", "-00:00:01", "00:02:00")]
    [InlineData("BatchSize", "0", "-5")]
    [InlineData("MaxEvents", "0")]
    [InlineData("SendWindow", "0")]
    [InlineData("HistorySize", "-1")]
    [InlineData("ReplayDepth", "0")]
    public void Read_OutOfRange_IsNamedWithWhatIsAccepted(string key, params string[] values)
    {
        foreach (var value in values)
        {
            var message = Assert.Throws<FormatException>(() => SimulatorArguments.Read([$"--{key}={value}"])).Message;
            Assert.Contains($"'{key}'", message, StringComparison.Ordinal);
            Assert.Contains("Accepted:", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--Port=65535")]
    [InlineData("--Rooms=1")]
    [InlineData("--Host=0.0.0.0")]
    [InlineData("--Host=::1")]
    [InlineData("--EventsPerSecond=0")]
    [InlineData("--HistorySize=0")]
    [InlineData("--TickInterval=00:00:00.001")]
    public void Read_AtTheEdge_IsAccepted(string argument) => Assert.NotNull(SimulatorArguments.Read([argument]));

    [Theory]
    [InlineData("--rooms", "many")]
    [InlineData("--faults", "earthquake")]
    [InlineData("--rooms", "0")]
    public void Program_AskedWrongly_EndsWithTwo(params string[] args) => Assert.Equal(2, Run(args));

    [Fact]
    public async Task Program_PortInUse_EndsWithTwo()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());

        Assert.Equal(2, await Task.Run(() => Run(["--port", $"{host.BaseUrl.Port}"]), Sim.Cancel));
    }

    private static object? Run(string[] args) => typeof(SimulatorHost).Assembly.EntryPoint!.Invoke(null, [args]);

    private static (int Port, int Rooms, TimeSpan Redeliver) Defaults(SimulatorOptions options) => (options.Port, options.Rooms, options.RedeliverAfter);
}
