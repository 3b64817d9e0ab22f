using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Rig;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Many quiet rooms in one process.</summary>
internal static partial class RoomsCommand
{
    private const double MaxKiBPerRoom = 16;
    private const double MaxConnectSeconds = 30;

    // The simulator's rooms follow each other.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var rooms = new Option<int>("--rooms") { Description = "How many.", DefaultValueFactory = _ => 10_000 };
        var rest = new Option<int>("--seconds") { Description = "How long they rest before memory is read.", DefaultValueFactory = _ => 60 };
        return ScenarioCommand.Create(
            "rooms",
            "Quiet rooms against a simulator in a process of its own: memory a room, time to connect, CPU at rest.",
            (arguments, progress, cancellationToken) =>
                RunAsync(arguments.GetRequiredValue(rooms), TimeSpan.FromSeconds(arguments.GetRequiredValue(rest)), progress, cancellationToken),
            rooms,
            rest);
    }

    private static async Task<ScenarioReport> RunAsync(int rooms, TimeSpan rest, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var simulator = ChildProcess.Start(
            "DouyinIngest.Simulator", ["--Rooms", rooms.ToString(CultureInfo.InvariantCulture), "--Quiet", "true"]);
        await Eventually.IsTrueAsync(() => SocketLine().IsMatch(simulator.Output), StartDeadline, () => "the simulator: " + simulator.Errors);
        var socket = new Uri(SocketLine().Match(simulator.Output).Groups["url"].Value);
        var ids = await QuietRooms.IdsAsync(new UriBuilder(socket) { Scheme = "http", Path = "/" }.Uri, cancellationToken);
        var listener = new CountingListener();
        await using var rig = new PipelineRig(new SocketOptions { Url = socket }, new MemorySink(), listener);
        GC.Collect();
        var before = ProcessCost.ResidentBytes;
        var started = TimeProvider.System.GetTimestamp();
        foreach (var id in ids.Take(rooms))
        {
            rig.Add(id);
        }

        await Eventually.IsTrueAsync(() => listener.Sessions >= rooms, StartDeadline * 2, () => $"{rooms} sessions, {listener.Sessions} so far");
        var connect = TimeProvider.System.GetElapsedTime(started);
        progress($"{rooms} rooms connected in {connect.TotalSeconds:0.0} s; they rest for {rest.TotalSeconds:0} s");
        var cpu = ProcessCost.Cpu;
        await Task.Delay(rest, TimeProvider.System, cancellationToken);
        var cpuAtRest = (ProcessCost.Cpu - cpu) / rest;
        var perRoom = (ProcessCost.ResidentBytes - before) / 1024.0 / rooms;
        return new ScenarioReport()
            .Require(connect.TotalSeconds <= MaxConnectSeconds, () => $"connected after {connect.TotalSeconds:0.0} s")
            .Require(perRoom <= MaxKiBPerRoom, () => $"{perRoom:0.0} KiB a room")
            .Require(listener.Sessions == rooms, () => $"{listener.Sessions} sessions of {rooms} rooms: some were lost")
            .Add("rooms", rooms)
            .Add("connectSeconds", connect.TotalSeconds)
            .Add("kibPerRoom", perRoom)
            .Add("residentMiB", ProcessCost.ResidentBytes / 1048576.0)
            .Add("cpuAtRest", cpuAtRest)
            .Add("openFiles", ProcessCost.OpenFiles);
    }

    [GeneratedRegex(@"socket (?<url>ws://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SocketLine();
}
