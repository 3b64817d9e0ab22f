using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Service;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Cli.Service;

/// <summary>The service inside this process, on an embedded Kafka and a simulated upstream.</summary>
public sealed class IngestServiceTests : IAsyncLifetime
{
    private readonly Played _played = new();
    private DemoKafka _kafka = null!;
    private SimulatorHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _kafka = await DemoKafka.StartAsync(null, [], _played.Token);
        _host = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = 1, EventsPerSecond = 200, TickInterval = TimeSpan.FromMilliseconds(50) }, cancellationToken: _played.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _kafka.Dispose();
        _played.Dispose();
    }

    [Fact]
    public async Task Start_Life_RoomsMetricsAndAnEndThatLosesNothing()
    {
        await using var reader = TopicReader.Start(_kafka.Brokers, _kafka.Names.Events.ToArray(), []);
        await using var service = await IngestService.StartAsync(Settings(), LogLevel.None, _played.Token);
        await Tests.Fakes.Waiting.UntilAsync(() => reader.Records.Distinct > 50);

        var room = Assert.Single(service.Rooms());
        Assert.Equal(($"{_host.Rooms[0].LiveId}", $"{_host.Rooms[0].RoomId}"), (room.LiveId, room.RoomId));
        Assert.True(HistogramText.Quantile(await service.MetricsAsync(_played.Token), "douyin_receive_to_ack_seconds", 0.5) > 0);
        using (var http = new HttpClient())
        {
            Assert.Contains("douyin_", await http.GetStringAsync(new Uri(service.Management, "/metrics"), _played.Token), StringComparison.Ordinal);
        }

        _host.StopWorld();
        await Tests.Fakes.Waiting.UntilAsync(() => reader.Records.Distinct - reader.Records.Derived >= _host.Oracle.Counts.Offered);
        await service.StopAsync();
        await service.StopAsync();
        Assert.True(service.Stopping.IsCancellationRequested);
        Assert.Null(service.Failure);
        await reader.ReadToEndAsync(_played.Token);
        var report = Reconciler.Reconcile(OracleRooms.Of(_host.Oracle), reader.Records);
        Assert.True(report.IsClean, string.Join('\n', ReportText.Lines(report)));
        Assert.Equal(0, report.Unclaimed);
    }

    [Fact]
    public async Task Run_Interrupted_DrainsAndSaysWhereItWas()
    {
        var run = IngestRun.RunAsync(
            new IngestSettings
            {
                Brokers = _kafka.Brokers,
                Rooms = [$"{_host.Rooms[0].LiveId}"],
                Upstream = _host.BaseUrl,
                More = [ServiceSettings.ManagementPort(0)],
            },
            _played.Terminal,
            _played.Token);
        await _played.UntilAsync("Ctrl-C ends it.");

        _played.Interrupt();

        Assert.Equal(0, await run);
        Assert.Equal($"Kafka {_kafka.Brokers}", _played.Lines[0]);
        Assert.Matches(@"^metrics http://127\.0\.0\.1:\d+/metrics  rooms http://127\.0\.0\.1:\d+/rooms$", _played.Lines[1]);
    }

    [Theory]
    [InlineData("Kafka:Lingr", "1", 2, "Kafka:Lingr")]
    [InlineData("Kafka:Linger", "soon", 2, "Kafka:Linger")]
    [InlineData("Sockets:Url", "ws://x/", 2, "Sockets")]
    [InlineData("Kafka:Client:no.such.property", "1", 2, "no.such.property")]
    public async Task Start_WrongSetting_IsNamedOnOneLine(string key, string value, int code, string says)
    {
        var line = await Played.FailureAsync(() => IngestService.StartAsync([.. Settings(), KeyValuePair.Create(key, (string?)value)], LogLevel.None, _played.Token));

        Assert.Equal(code, line.ExitCode);
        Assert.Contains(says, line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ManagementPortInUse_SaysToTakeAnother()
    {
        var line = await Played.FailureAsync(() => IngestService.StartAsync(
            [.. Settings(), ServiceSettings.ManagementPort(_host.BaseUrl.Port)], LogLevel.None, _played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.Contains($"{_host.BaseUrl.Port}", line.Message, StringComparison.Ordinal);
        Assert.Contains("port", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LaterSetting_Wins()
    {
        await using var service = await IngestService.StartAsync(
            [ServiceSettings.ManagementPort(_host.BaseUrl.Port), .. Settings()], LogLevel.None, _played.Token);

        Assert.NotEqual(_host.BaseUrl.Port, service.Management.Port);
    }

    private List<KeyValuePair<string, string?>> Settings() =>
    [
        .. ServiceSettings.Rooms([$"{_host.Rooms[0].LiveId}"]),
        ServiceSettings.Upstream(_host.BaseUrl),
        ServiceSettings.Socket(_host.SocketUrl),
        ServiceSettings.Brokers(_kafka.Brokers),
        ServiceSettings.ManagementPort(0),
    ];
}
