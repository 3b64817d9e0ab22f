using System.Net;
using System.Net.Sockets;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Simulator;

namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>Programs that are started wrongly: each must end by itself, with an exit code other than 0 and a message that names the mistake.</summary>
internal static class BadInputScenario
{
    private const string Cli = "DouyinIngest.Cli";
    private const string Server = "DouyinIngest.Server";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(ScenarioReport report, Action<string> progress, CancellationToken cancellationToken)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var open = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = 2, Quiet = true }, cancellationToken: cancellationToken);
        await using var blocking = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = 1, Quiet = true, Faults = "blocked@connect=1,times=1000" }, cancellationToken: cancellationToken);
        open.EndBroadcast(open.Rooms[1]);
        using var folders = new SpoiltFolders();
        using var kafka = new EmbeddedKafka();
        var names = new TopicNames(new KafkaOptions());
        foreach (var topic in (IEnumerable<string>)[.. names.Events, names.Status, names.DeadLetter])
        {
            kafka.CreateTopic(topic, 1);
        }

        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var tested = 0;
        foreach (var one in (IEnumerable<BadInputCase>)[.. Cases(open, blocking, port), .. ServiceCases(kafka.BootstrapServers, port, folders), .. SettingsCases()])
        {
            await using var process = ChildProcess.Start(one.Assembly, one.Arguments, one.Folder);
            var exit = await ExitAsync(process, cancellationToken);
            var said = process.Errors + process.Output;
            progress($"--- {one.Name}: exit code {exit?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}\n{said.TrimEnd()}");
            report.Require(exit is > 0, () => $"{one.Name}: exit code {exit}")
                .Require(!said.Contains("   at ", StringComparison.Ordinal), () => $"{one.Name}: a stack trace in place of a message");
            foreach (var part in one.Expected)
            {
                report.Require(said.Contains(part, StringComparison.OrdinalIgnoreCase), () => $"{one.Name}: the message does not name '{part}'");
            }

            tested++;
        }

        report.Add("cases", tested);
    }

    private static IEnumerable<BadInputCase> Cases(SimulatorHost open, SimulatorHost blocking, int takenPort)
    {
        string[] upstream = ["--upstream", open.BaseUrl.ToString(), "--socket-url", open.SocketUrl.ToString()];
        yield return new("not a Douyin URL", Cli, ["watch", "https://example.com/1234"], "example.com");
        yield return new("unknown room", Cli, ["watch", "999999999999", .. upstream], "999999999999");
        yield return new("offline room", Cli, ["watch", $"{open.Rooms[1].LiveId}", .. upstream], $"{open.Rooms[1].LiveId}");
        yield return new(
            "device blocked",
            Cli,
            ["watch", $"{blocking.Rooms[0].LiveId}", "--upstream", blocking.BaseUrl.ToString(), "--socket-url", blocking.SocketUrl.ToString()],
            "blocked");
        yield return new(
            "TLS failure",
            Cli,
            ["watch", "--room-id", $"{open.Rooms[0].RoomId}", "--socket-url", $"wss://127.0.0.1:{open.SocketUrl.Port}/webcast/im/push/v2/"],
            "TLS");
        yield return new("port in use", "DouyinIngest.Simulator", ["--Port", $"{takenPort}"], $"{takenPort}");
    }

    private static IEnumerable<BadInputCase> ServiceCases(string brokers, int takenPort, SpoiltFolders folders)
    {
        var kafka = $"--Kafka:BootstrapServers={brokers}";
        yield return new("wrong setting name", Server, [kafka, "--Kafka:TopicPrefx=x"], "TopicPrefx", "TopicPrefix");
        yield return new("wrong type", Server, [kafka, "--Socket:HeartbeatInterval=soon"], "HeartbeatInterval");
        yield return new("no brokers named", Server, ["--Management:Port=0"], "Kafka:BootstrapServers");
        yield return new("no broker there", Server, ["--Kafka:BootstrapServers=127.0.0.1:1", "--Kafka:ConnectTimeout=00:00:03", "--Management:Port=0"], "127.0.0.1:1");
        yield return new("management port in use", Server, [kafka, $"--Management:Port={takenPort}", "--Ingest:Rooms:0=732001"], "Management:Port", $"{takenPort}");
        yield return new("unreadable .env", Server, [kafka, "--Management:Port=0"], ".env", "cannot be read") { Folder = folders.Unreadable };
        yield return new("unreadable .env, watched", Cli, ["watch", "123456789"], ".env", "cannot be read") { Folder = folders.Unreadable };
        yield return new("a .env line that is none", Server, [kafka, "--Management:Port=0"], ".env, line 2", "KEY=VALUE") { Folder = folders.Malformed };
    }

    private static IEnumerable<BadInputCase> SettingsCases()
        => BadSettings.All.Select(one => new BadInputCase(one.Name, Server, [.. BadSettings.Otherwise, .. one.Arguments], one.Expected));

    private static async Task<int?> ExitAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        try
        {
            return await process.WaitAsync(Deadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
