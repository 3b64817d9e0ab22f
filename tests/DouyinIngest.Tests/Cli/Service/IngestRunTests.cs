using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Service;
using DouyinIngest.Cli.Simulation;

namespace DouyinIngest.Tests.Cli.Service;

public class IngestRunTests
{
    [Fact]
    public void Of_RoomsAndIds_BecomeTheListOfTheService()
    {
        var settings = IngestRun.Of(new IngestSettings
        {
            Brokers = "a:1", Rooms = ["https://live.douyin.com/1"], RoomIds = [7300000000000000001], Upstream = new Uri("http://127.0.0.1:8"),
            More = [KeyValuePair.Create("Kafka:Linger", (string?)"00:00:00.01")],
        });

        Assert.Equal(
            [
                "Kafka:Linger=00:00:00.01", "Ingest:Rooms:0=https://live.douyin.com/1", "Ingest:Rooms:1=7300000000000000001", "Kafka:BootstrapServers=a:1",
                "RoomInfo:UpstreamUrl=http://127.0.0.1:8/", "Socket:Url=ws://127.0.0.1:8/webcast/im/push/v2/",
            ],
            settings.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Of_RealSite_SetsNoAddress()
    {
        var settings = IngestRun.Of(new IngestSettings { Brokers = "a:1", Rooms = ["1"] });

        Assert.Equal(["Ingest:Rooms:0", "Kafka:BootstrapServers"], settings.Select(pair => pair.Key));
    }

    [Fact]
    public void Options_RateZero_IsAQuietWorld()
    {
        var options = SimulateRun.Options(new SimulateSettings { Rate = 0, Rooms = 3, Seed = 9, Faults = null, Broadcast = TimeSpan.FromSeconds(5) });

        Assert.True(options.Quiet);
        Assert.Equal((3, 9, ""), (options.Rooms, options.Seed, options.Faults));
        Assert.Equal(TimeSpan.FromSeconds(5), options.BroadcastLength);
        Assert.False(SimulateRun.Options(new SimulateSettings()).Quiet);
    }
}
