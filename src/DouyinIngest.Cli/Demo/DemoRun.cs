using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Service;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Simulator;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Cli.Demo;

/// <summary>
/// The demo from end to end: a simulated upstream, the real service, a Kafka; then the world stops, the service drains, and what stands on
/// the topics is held against what was true.
/// </summary>
internal sealed class DemoRun(DemoSettings settings, Terminal terminal)
{
    /// <summary>For how long nothing may arrive before the drain is taken for done, whatever is missing.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainTurn = TimeSpan.FromMilliseconds(100);
    private const int ScreenshotColumns = 110;
    private const int ScreenshotRooms = 9;

    private readonly DemoFeed _feed = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var kafka = await terminal.WaitAsync("starting Kafka", settings.Json, () => DemoKafka.StartAsync(settings.Brokers, settings.More, cancellationToken));
        await using var reader = TopicReader.Start(
            kafka.Brokers, kafka.Names.Events.ToArray(), kafka.Options.Client, _feed.Take, fromNow: !kafka.IsEmbedded);
        await using var simulator = await SimulatorHost.StartAsync(World(), terminal.Time, cancellationToken);
        await terminal.Out.WriteLineAsync($"Kafka {kafka.Brokers}");
        await terminal.Out.WriteLineAsync(kafka.KcatLine);
        await using var service = await terminal.WaitAsync("starting the service", settings.Json, () => IngestService.StartAsync(
            Settings(kafka, simulator), terminal.IsInteractive ? LogLevel.None : LogLevel.Warning, cancellationToken));

        var monitor = new DemoMonitor(settings, kafka, service, reader.Records, _feed, terminal.Time);
        var last = await new DemoShow(terminal, monitor).PlayAsync(settings.Duration, service.Stopping, cancellationToken);
        if (settings.Screenshot is { } file)
        {
            await File.WriteAllTextAsync(
                file, SvgScreen.Draw(DemoScreen.Draw(last, ScreenshotColumns, ScreenshotRooms), ScreenshotColumns, "The screen of the DouyinIngest demo"), CancellationToken.None);
        }

        simulator.StopWorld();
        var report = await terminal.WaitAsync("draining and reading back from the topics", settings.Json, async () =>
        {
            await DrainAsync(simulator, reader);
            await service.StopAsync();
            await reader.ReadToEndAsync(CancellationToken.None);
            return Reconciler.Reconcile(OracleRooms.Of(simulator.Oracle), reader.Records);
        });
        await PrintAsync(report);
        return service.Failure is { } failure
            ? throw CliException.Failed($"the service ended by itself: {failure}")
            : report.IsClean ? ExitCode.Ok : ExitCode.Failed;
    }

    private SimulatorOptions World() => new()
    {
        Port = settings.Port,
        Rooms = settings.Rooms,
        EventsPerSecond = settings.Rate,
        Seed = settings.Seed,
    };

    private IReadOnlyList<KeyValuePair<string, string?>> Settings(DemoKafka kafka, SimulatorHost simulator) =>
    [
        // A look-up that failed on a busy machine is made again before the demo is over.
        KeyValuePair.Create($"{IngestOptions.SectionName}:{nameof(IngestOptions.OfflineInterval)}", (string?)"00:00:01"),
        .. settings.More,
        .. ServiceSettings.Rooms(simulator.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture))),
        ServiceSettings.Upstream(simulator.BaseUrl),
        ServiceSettings.Socket(simulator.SocketUrl),
        ServiceSettings.Brokers(kafka.Brokers),
        ServiceSettings.ManagementPort(settings.ManagementPort),
    ];

    /// <summary>
    /// Waits until as many events as were offered stand on the topics and no more come for a moment, or until nothing has come for long.
    /// Counts alone do not tell: some that stand there may be others than those that were offered.
    /// </summary>
    private async Task DrainAsync(SimulatorHost simulator, TopicReader reader)
    {
        var seen = -1L;
        var since = terminal.Time.GetTimestamp();
        while (true)
        {
            var now = reader.Records.Records;
            var enough = reader.Records.Distinct - reader.Records.Derived >= simulator.Oracle.Counts.Offered;
            if (now != seen)
            {
                (seen, since) = (now, terminal.Time.GetTimestamp());
            }
            else if (terminal.Time.GetElapsedTime(since) > (enough ? Calm : Standstill))
            {
                return;
            }

            await Task.Delay(DrainTurn, terminal.Time, CancellationToken.None);
        }
    }

    private async Task PrintAsync(ReconciliationReport report)
    {
        foreach (var line in ReportText.Lines(report))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(ReportJson.Line(report));
        }
    }
}
