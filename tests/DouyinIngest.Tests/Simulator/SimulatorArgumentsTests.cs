using DouyinIngest.Simulator;

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
    public void Read_Nothing_Defaults() => Assert.Equal((0, 3, TimeSpan.FromSeconds(2)), Defaults(SimulatorArguments.Read([])));

    [Theory]
    [InlineData("--room", "7", "'room'")]
    [InlineData("--rooms", "many", "'many'")]
    public void Read_Wrong_IsNamed(string key, string value, string named)
        => Assert.Contains(named, Assert.Throws<FormatException>(() => SimulatorArguments.Read([key, value])).Message, StringComparison.Ordinal);

    private static (int Port, int Rooms, TimeSpan Redeliver) Defaults(SimulatorOptions options) => (options.Port, options.Rooms, options.RedeliverAfter);
}
