using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Simulator;

namespace DouyinIngest.Cli.Simulation;

/// <summary>Runs the simulated upstream until it is told to stop.</summary>
internal static class SimulateRun
{
    public static async Task<int> RunAsync(SimulateSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var played = settings.Recording is { } recording ? PlayedRecording.Open(recording, settings.Speed) : null;
        await using var simulator = await SimulatorHost.StartAsync(Options(settings), played, terminal.Time, cancellationToken);
        await terminal.Out.WriteLineAsync($"upstream  {simulator.BaseUrl}");
        await terminal.Out.WriteLineAsync($"socket    {simulator.SocketUrl}");
        await terminal.Out.WriteLineAsync($"oracle    {new Uri(simulator.BaseUrl, "/sim/oracle?room=")}<room id>");
        var liveIds = simulator.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture)).ToList();
        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"rooms     {string.Join(' ', liveIds.Take(10))}{(liveIds.Count > 10 ? $" and {liveIds.Count - 10} more" : "")}"));
        await terminal.Out.WriteLineAsync($"watch one {CliApp.Name} watch {liveIds[0]} --upstream {simulator.BaseUrl}");
        await terminal.Out.WriteLineAsync("Ctrl-C ends it.");
        await terminal.WaitAsync("playing", quiet: false, async () =>
        {
            await UntilStoppedAsync(terminal.Time, cancellationToken);
            return true;
        });
        return ExitCode.Ok;
    }

    internal static SimulatorOptions Options(SimulateSettings settings) => new()
    {
        Port = settings.Port,
        Rooms = settings.Rooms,
        EventsPerSecond = settings.Rate,
        Quiet = settings.Rate == 0,
        Seed = settings.Seed,
        Faults = settings.Faults ?? "",
        BroadcastLength = settings.Broadcast,
    };

    private static async Task UntilStoppedAsync(TimeProvider time, CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
