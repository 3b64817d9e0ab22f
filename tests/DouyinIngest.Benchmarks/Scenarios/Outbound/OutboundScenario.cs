using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Pipeline.Outbound;

namespace DouyinIngest.Benchmarks.Scenarios.Outbound;

/// <summary>Lines for many rooms, several pods that say them, a site that misbehaves, and a pod that is killed in the middle: no line is said twice, each has one true result.</summary>
internal static class OutboundScenario
{
    private const int CheckpointPartitions = 16;
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);

    public static async Task<ScenarioReport> RunAsync(IBroker broker, OutboundSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var topics = new ChaosTopics(settings.Prefix, CheckpointPartitions);
        using var outbound = new OutboundTopics(topics, broker.Bootstrap, CheckpointPartitions);
        await outbound.CreateAsync(cancellationToken);
        var chaos = new ChaosSettings { Rooms = settings.Rooms, EventsPerSecond = 50, CheckpointPartitions = CheckpointPartitions, Pod = outbound.PodSettings };
        await using var simulator = await SimulatorProcess.StartAsync(chaos);
        var rooms = (await simulator.RoomsAsync()).ConvertAll(static room => room.LiveId);
        using (var control = new ControlWriter(broker.Bootstrap, topics.Control))
        {
            await control.AddAsync(rooms);
        }

        var ports = LoopbackPorts.Free(settings.Pods + 1);
        var pods = new List<Pod>();
        try
        {
            for (var number = 0; number < settings.Pods; number++)
            {
                pods.Add(Start(chaos, topics, broker, simulator, rooms, number, ports[number]));
            }

            foreach (var pod in pods)
            {
                await pod.UntilReadyAsync(ReadyDeadline);
            }

            await Eventually.IsTrueAsync(async () => await simulator.OpenAsync() >= rooms.Count, ReadyDeadline, () => "every room followed");
            progress($"{pods.Count} pods follow {rooms.Count} rooms; ordering {settings.Lines} lines");
            await simulator.PlanAsync(settings.Faults);
            return await SayAsync(settings, outbound, simulator, rooms, pods, () => Start(chaos, topics, broker, simulator, rooms, settings.Pods, ports[^1]), progress, cancellationToken);
        }
        finally
        {
            foreach (var pod in pods)
            {
                await pod.DisposeAsync();
            }
        }
    }

    private static Pod Start(ChaosSettings chaos, ChaosTopics topics, IBroker broker, SimulatorProcess simulator, IReadOnlyList<string> rooms, int number, int port)
    {
        var place = new PodPlace(number, port, broker.Bootstrap, simulator.Url);
        return Pod.Start(place, PodArguments.Of(chaos, topics, place, rooms));
    }

    private static async Task<ScenarioReport> SayAsync(
        OutboundSettings settings, OutboundTopics outbound, SimulatorProcess simulator, List<string> rooms, List<Pod> pods, Func<Pod> another, Action<string> progress, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var orders = new List<(long Offset, string Room, string Text)>();
        for (var n = 0; n < settings.Lines; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"line {n}");
            orders.Add((await outbound.OrderAsync(rooms[n % rooms.Count], text, n), rooms[n % rooms.Count], text));
        }

        var killed = false;
        while (outbound.Answered < settings.Lines && TimeProvider.System.GetElapsedTime(started) < settings.Deadline)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outbound.Read();
            if (!killed && outbound.Answered >= settings.KillAfter)
            {
                killed = true;
                progress($"{outbound.Answered} of {settings.Lines} answered: pod 0 is killed, another is started");
                await pods[0].KillAsync();
                pods.Add(another());
            }
        }

        outbound.Read();
        var took = TimeProvider.System.GetElapsedTime(started);
        return Judge(settings, outbound, orders, await simulator.SaidAsync(), killed, took);
    }

    private static ScenarioReport Judge(
        OutboundSettings settings, OutboundTopics outbound, List<(long Offset, string Room, string Text)> orders, List<SimulatedLine> lines, bool killed, TimeSpan took)
    {
        var said = lines.GroupBy(static line => (line.LiveId, line.Content)).ToDictionary(static group => group.Key, static group => group.Count());
        var twice = said.Values.Count(static count => count > 1);
        var results = orders.ConvertAll(order => (Result: outbound.Of(order.Offset), Said: said.GetValueOrDefault((order.Room, order.Text))));
        var untrue = results.Count(static r => r.Result is { State: OutboundState.Sent } ? r.Said != 1 : r.Result is { State: OutboundState.Refused } && r.Said != 0);
        var without = results.Count(static r => r.Result is null);
        var strangers = said.Keys.Except(orders.Select(static order => (order.Room, order.Text))).Count();
        int Of(OutboundState state) => results.Count(r => r.Result?.State == state);
        return new ScenarioReport()
            .Add("lines", settings.Lines)
            .Add("rooms", settings.Rooms)
            .Add("pods", settings.Pods)
            .Add("killed", killed)
            .Add("said", lines.Count)
            .Add("saidTwice", twice)
            .Add("sent", Of(OutboundState.Sent))
            .Add("refused", Of(OutboundState.Refused))
            .Add("unknown", Of(OutboundState.Unknown))
            .Add("withoutResult", without)
            .Add("untrueResults", untrue)
            .Add("laterResults", outbound.Later)
            .Add("seconds", took.TotalSeconds)
            .Require(killed, () => "no pod was killed in the middle")
            .Require(twice == 0, () => $"{twice} lines were said twice")
            .Require(without == 0, () => $"{without} lines have no result after {took.TotalSeconds:0} s")
            .Require(untrue == 0, () => $"{untrue} results are not true")
            .Require(strangers == 0, () => $"{strangers} lines were said that nobody ordered")
            .Require(Of(OutboundState.Sent) >= settings.Lines / 2, () => "fewer than half of the lines were sent: nothing is shown");
    }
}
