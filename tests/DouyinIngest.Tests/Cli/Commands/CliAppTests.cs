using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Commands;

public class CliAppTests
{
    [Fact]
    public async Task Doctor_Options_AreThoseOfWatch()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("doctor", "732001", "--upstream", "http://127.0.0.1:1", "--cookie-file", "jar", "--profile", "im-v1", "--wait", "3", "--json"));
        var doctor = Assert.IsType<DoctorSettings>(run.Asked);
        Assert.Equal(TimeSpan.FromSeconds(3), doctor.Wait);
        Assert.Equal(
            new WatchSettings { Room = "732001", Upstream = new Uri("http://127.0.0.1:1"), CookieFile = "jar", Profile = "im-v1", Json = true }, doctor.Room);
    }

    [Fact]
    public async Task Info_Options_AreThoseOfALookUp()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("info", "732001", "--cookie-file", "jar"));
        Assert.Equal(new InfoSettings { Room = new WatchSettings { Room = "732001", CookieFile = "jar" } }, run.Asked);
        Assert.Equal(2, await run.RunAsync("info", "732001", "--profile", "im-v1"));
    }

    [Fact]
    public async Task Demo_NoOptions_HasTheDefaults()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("demo"));
        var demo = Assert.IsType<DemoSettings>(run.Asked);
        Assert.Equal(new DemoSettings { More = demo.More }, demo);
        Assert.Empty(demo.More);
        Assert.Equal((TimeSpan.FromSeconds(30), 20, 2000), (demo.Duration, demo.Rooms, demo.Rate));
        Assert.Null(demo.Brokers);
    }

    [Fact]
    public async Task Demo_AllOptions_AreTaken()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync(
            "demo", "--seconds", "20", "--rooms", "3", "--rate", "500", "--brokers", "a:1,b:2", "--seed", "7", "--port", "8", "--management-port", "9",
            "--json", "--screenshot", "x.svg", "--set", "Kafka:Linger=00:00:00.01", "--set", "A:B=c=d"));
        var demo = Assert.IsType<DemoSettings>(run.Asked);
        Assert.Equal(
            new DemoSettings
            {
                Duration = TimeSpan.FromSeconds(20), Rooms = 3, Rate = 500, Brokers = "a:1,b:2", Seed = 7, Port = 8, ManagementPort = 9, Json = true,
                Screenshot = "x.svg", More = demo.More,
            },
            demo);
        Assert.Equal([KeyValuePair.Create("Kafka:Linger", (string?)"00:00:00.01"), KeyValuePair.Create("A:B", (string?)"c=d")], demo.More);
    }

    [Fact]
    public async Task Watch_AllOptions_AreTaken()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync(
            "watch", "123", "--upstream", "http://127.0.0.1:1", "--socket-url", "ws://127.0.0.1:2/x", "--profile", "im-v1", "--room-id", "7300000000000000001",
            "--cookie-file", "jar", "--json", "--max", "5"));
        Assert.Equal(
            new WatchSettings
            {
                Room = "123", Upstream = new Uri("http://127.0.0.1:1"), SocketUrl = new Uri("ws://127.0.0.1:2/x"), Profile = "im-v1",
                RoomId = 7300000000000000001, CookieFile = "jar", Json = true, Max = 5,
            },
            run.Asked);
    }

    [Fact]
    public async Task Watch_NoRoom_IsLeftToAsk()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("watch"));
        Assert.Equal(new WatchSettings(), run.Asked);
    }

    [Fact]
    public async Task Ingest_RoomsAndIds_AreSplitAtCommas()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("ingest", "--brokers", "a:1", "--rooms", "1, https://live.douyin.com/2", "--room-ids", "7300000000000000001,7300000000000000002"));
        var ingest = Assert.IsType<IngestSettings>(run.Asked);
        Assert.Equal(["1", "https://live.douyin.com/2"], ingest.Rooms);
        Assert.Equal([7300000000000000001, 7300000000000000002], ingest.RoomIds);
    }

    [Theory]
    [InlineData("create", true)]
    [InlineData("list", false)]
    public async Task Topics_Subcommand_SaysWhetherToMakeThem(string subcommand, bool create)
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("topics", subcommand, "--brokers", "a:1", "--topic-prefix", "p.", "--json"));
        var topics = Assert.IsType<TopicsSettings>(run.Asked);
        Assert.Equal(new TopicsSettings { Brokers = "a:1", Create = create, Prefix = "p.", Json = true, More = topics.More }, topics);
    }

    [Fact]
    public async Task Simulate_Options_AreTaken()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("simulate", "--port", "18080", "--rooms", "3", "--rate", "9", "--seed", "2", "--faults", "drop@10", "--broadcast-seconds", "60"));
        Assert.Equal(
            new SimulateSettings { Port = 18080, Rooms = 3, Rate = 9, Seed = 2, Faults = "drop@10", Broadcast = TimeSpan.FromSeconds(60) },
            run.Asked);
    }

    [Theory]
    [InlineData("demo --seconds 0", "--seconds is 0; it must be between 1 and 86400")]
    [InlineData("demo --rooms 10001", "--rooms is 10001; it must be between 1 and 10000")]
    [InlineData("demo --seconds soon", "soon")]
    [InlineData("demo --set nonsense", "--set is 'nonsense'; it must look like Section:Key=Value")]
    [InlineData("watch 1 --upstream nowhere", "--upstream is 'nowhere'; it must be an address that begins with http:// or https://")]
    [InlineData("watch 1 --socket-url http://x/", "--socket-url is 'http://x/'; it must be an address that begins with ws:// or wss://")]
    [InlineData("watch 1 --profile push-v3", "push-v3")]
    [InlineData("watch 1 --room-id -5", "a room id is a number of 19 digits")]
    [InlineData("watch 1 --max -1", "--max is -1")]
    [InlineData("ingest --brokers a:1 --room-ids 7,x", "--room-ids has 'x'")]
    [InlineData("record 1", "no file: name it with --out")]
    [InlineData("record 1 --out x --for soon", "--for is 'soon'; it must be a length of time such as 90s, 15m or 2h")]
    [InlineData("record 1 --out x --for 0s", "--for is '0s'")]
    [InlineData("record 1 --out x --max-mib 0", "--max-mib is 0; it must be between 1 and 1048576")]
    [InlineData("record scrub x", "Required argument 'OUT' missing")]
    [InlineData("replay", "Required argument 'FILE' missing")]
    [InlineData("replay x --speed -1", "--speed is '-1'; it must be 0, or a number from 0.001 to 1000000")]
    [InlineData("replay x --speed NaN", "--speed is 'NaN'")]
    [InlineData("simulate --port 70000", "--port is 70000; it must be between 0 and 65535")]
    [InlineData("ingest --rooms 1", "no brokers: name them with --brokers host:port (setting Kafka:BootstrapServers)")]
    [InlineData("ingest --brokers a:1", "no rooms: name them with --rooms or --room-ids")]
    [InlineData("topics create", "no brokers")]
    [InlineData("topics list", "no brokers")]
    [InlineData("topics", "Required command")]
    [InlineData("topics creat", "Unrecognized command or argument 'creat'")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("demo --nonsense", "--nonsense")]
    public async Task Run_WrongUse_SaysWhatAndEndsWithTwo(string line, string says)
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.WrongUse, await run.RunAsync(line.Split(' ')));
        Assert.Contains(says, run.Out + run.Error, StringComparison.Ordinal);
        Assert.Null(run.Asked);
        Assert.DoesNotContain("   at ", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demmo", "demo")]
    [InlineData("watc 123", "watch")]
    [InlineData("topics creat", "create")]
    public async Task Run_Misspelt_NamesTheNearest(string line, string nearest)
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.WrongUse, await run.RunAsync(line.Split(' ')));
        Assert.Contains($"Did you mean", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Contains(nearest, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "DouyinIngest.Cli demo --seconds 20")]
    [InlineData("demo --help", "DouyinIngest.Cli demo --rooms 100 --rate 5000 --brokers localhost:9092")]
    [InlineData("watch --help", "DouyinIngest.Cli watch https://live.douyin.com/123456789")]
    [InlineData("simulate --help", "DouyinIngest.Cli simulate --port 18080")]
    [InlineData("ingest --help", "DouyinIngest.Cli ingest --brokers localhost:9092 --rooms 123456789,987654321")]
    [InlineData("topics create --help", "DouyinIngest.Cli topics create --brokers localhost:9092")]
    [InlineData("topics list -h", "DouyinIngest.Cli topics list --brokers localhost:9092")]
    public async Task Help_Command_ShowsExamples(string line, string example)
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Ok, await run.RunAsync(line.Split(' ')));
        Assert.Contains("Examples:\n", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("  " + example + "\n", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_EveryExample_IsUnderstood()
    {
        foreach (var command in (string[])["--help", "demo --help", "watch --help", "simulate --help", "ingest --help", "topics create --help", "topics list --help"])
        {
            var help = new CliRun();
            await help.RunAsync(command.Split(' '));
            foreach (var example in help.Out.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("  DouyinIngest.Cli ", StringComparison.Ordinal)))
            {
                if (example.Contains('['))
                {
                    continue; // the usage line
                }

                var run = new CliRun();
                Assert.Equal(ExitCode.Ok, await run.RunAsync([.. example.Trim().Split(' ').Skip(1)]));
                Assert.NotNull(run.Asked);
            }
        }
    }

    [Fact]
    public async Task Help_Demo_ShowsEveryOptionAndItsDefault()
    {
        var run = new CliRun();
        await run.RunAsync("demo", "--help");

        foreach (var word in (string[])["--seconds <N>", "[default: 30]", "--rooms <N>", "[default: 20]", "--rate <N>", "[default: 2000]", "--brokers", "--seed", "--port", "--management-port", "--json", "--screenshot <FILE.svg>", "--set <Section:Key=Value>"])
        {
            Assert.Contains(word, run.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_HandlerFails_PrintsOneLineAndItsCode()
    {
        var run = new CliRun { Throws = CliException.Failed("it broke\nin two lines") };

        Assert.Equal(ExitCode.Failed, await run.RunAsync("demo"));
        Assert.Equal("error: it broke in two lines" + Environment.NewLine, run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Run_Interrupted_FailsWithoutAWord()
    {
        var run = new CliRun { Throws = new OperationCanceledException() };

        Assert.Equal(ExitCode.Failed, await run.RunAsync("demo"));
        Assert.Empty(run.Error);
    }
}
