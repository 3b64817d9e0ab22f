using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>
/// A fleet on a real broker that is told nonsense, is denied rights and shares its group with strangers. Each time a message must say what is
/// wrong, where, and what to do, and no good room may be interrupted.
/// </summary>
internal sealed class FleetInputScenario(FleetGround ground, ScenarioReport report, Action<string> progress, CancellationToken cancellationToken)
{
    private static readonly TimeSpan RoomsDeadline = TimeSpan.FromSeconds(45);

    private int _tested;
    private long _connects;

    /// <summary>All of it; without a broker none, and loudly.</summary>
    public static async Task RunAsync(ScenarioReport report, Action<string> progress, CancellationToken cancellationToken)
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        if (string.IsNullOrEmpty(home) || KafkaHome.WhyUnusable(home) is not null)
        {
            progress("--- fleet: SKIPPED. It needs a real broker with ACLs: set KAFKA_HOME to an unpacked Apache Kafka (needs Java 17).");
            report.Add("fleetCases", 0L);
            return;
        }

        await using var ground = await FleetGround.StartAsync(home, cancellationToken);
        var scenario = new FleetInputScenario(ground, report, progress, cancellationToken);
        foreach (var part in (IReadOnlyList<Func<Task>>)[scenario.RecordsAsync, scenario.StrangersAsync, scenario.RightsAsync, scenario.StartsAsync])
        {
            try
            {
                await part();
            }
            catch (TimeoutException e)
            {
                report.Require(false, () => $"a part of it broke off: {e.Message}");
            }
        }

        report.Add("fleetCases", scenario._tested);
    }

    /// <summary>One instance with its good rooms; then every wrong record.</summary>
    private async Task RecordsAsync()
    {
        var options = await ground.TopicsAsync(cancellationToken);
        await using var service = await FollowingAsync(options);
        foreach (var input in FleetInput.Control)
        {
            var offset = await ground.WriteAsync(options.ControlTopic, 0, Encoding.UTF8.GetBytes(input.Key), Encoding.UTF8.GetBytes(input.Value));
            Said(input.Name, await service.LineAsync([options.ControlTopic, At(offset), .. input.Expected]), service);
        }

        var room = ground.LiveIds[0];
        var partition = RoomPartition.Of(room, FleetGround.Partitions);
        var later = await ground.WriteAsync(options.CheckpointTopic, partition, Encoding.UTF8.GetBytes(room), new RoomCheckpoint { Version = 99, RoomId = 7, Epoch = 1 }.ToByteArray());
        Said("a checkpoint of a later version", await service.LineAsync([options.CheckpointTopic, At(later), "version 99", "Upgrade this instance"]), service);
        var none = await ground.WriteAsync(options.CheckpointTopic, partition, "555"u8.ToArray(), [0xff, 0xff, 0xff]);
        Said("a checkpoint that is none", await service.LineAsync([options.CheckpointTopic, At(none), "no message of ours", "stop what writes there"]), service);
        await ground.WidenAsync(options.CheckpointTopic, FleetGround.Partitions + 2);
        Said("a checkpoint topic that is widened while instances run", await service.LineAsync([options.CheckpointTopic, "Kafka:CheckpointPartitions is 4", "stopped and the numbers agree"]), service);
        await UntouchedAsync("wrong records", service);
    }

    private async Task StrangersAsync()
    {
        var options = await ground.TopicsAsync(cancellationToken);
        await using var service = await FollowingAsync(options);
        using (var stranger = ground.Stranger(options, PartitionAssignmentStrategy.CooperativeSticky))
        {
            using var stop = new CancellationTokenSource();
            var polling = PollAsync(stranger, stop.Token);
            Said("a stranger in the group", await service.LineAsync([FleetGround.Group(options), "somebody-else at", "set Fleet:Group"]), service);
            await UntouchedAsync("a stranger in the group", service);
            await stop.CancelAsync();
            await polling;
            stranger.Close();
        }

        var other = await ground.TopicsAsync(cancellationToken);
        using var first = ground.Stranger(other, PartitionAssignmentStrategy.Range);
        using var end = new CancellationTokenSource();
        var holding = PollAsync(first, end.Token);
        await Eventually.IsTrueAsync(() => first.Assignment.Count > 0, RoomsDeadline, () => "the stranger holds the group");
        await using var late = new FleetService(ground, other);
        Said("a stranger that divides partitions in another way", await late.LineAsync([FleetGround.Group(other), "Inconsistent group protocol", "set Fleet:Group"]), late);
        Said("the same by readiness", await late.ReadinessAsync(["not ready", "Not a member of the group", "set Fleet:Group"]), late);
        await end.CancelAsync();
        await holding;
        first.Close();
        report.Require(await late.BecomesReadyAsync(), () => $"not ready once the stranger was gone: {late.Tail()}");
    }

    private async Task RightsAsync()
    {
        await DeniedAsync("no right to read the control topic", o => (ResourceType.Topic, o.ControlTopic), AclOperation.Read, "the right Read on the topic bad.");
        await DeniedAsync("no right to read the checkpoint topic", o => (ResourceType.Topic, o.CheckpointTopic), AclOperation.Read, "the right Read on the topic bad.");
        await DeniedAsync("no right to write the checkpoint topic", o => (ResourceType.Topic, o.CheckpointTopic), AclOperation.Write, "the right Write on the topic bad.");
        await DeniedAsync("no right on the group", o => (ResourceType.Group, FleetGround.Group(o)), AclOperation.Read, "the right Read on the group bad.");
    }

    /// <summary>An instance that is denied something says so, and follows its rooms as soon as it is granted, without a restart.</summary>
    private async Task DeniedAsync(string name, Func<KafkaOptions, (ResourceType Type, string Name)> what, AclOperation right, string remedy)
    {
        var options = await ground.TopicsAsync(cancellationToken);
        var (type, resource) = what(options);
        await ground.DenyAsync(type, resource, right);
        await AddRoomsAsync(options);
        await using var service = new FleetService(ground, options);
        Said(name, await service.LineAsync([remedy, resource, "it goes on by itself then"]), service);
        report.Require(ground.Upstream.Counters.Open.Now == 0, () => $"{name}: rooms are followed all the same");
        await ground.GrantAsync(type, resource);
        await UntilFollowedAsync($"{name}: once it was granted", service);
    }

    /// <summary>Starts that are refused.</summary>
    private async Task StartsAsync()
    {
        var deleted = await ground.TopicsAsync(1, "delete", cancellationToken);
        await RefusedAsync("a control topic that is not compacted", deleted, $"{deleted.ControlTopic}: cleanup.policy is delete", "--add-config cleanup.policy=compact");
        var wide = await ground.TopicsAsync(2, "compact", cancellationToken);
        await RefusedAsync("a control topic of two partitions", wide, $"{wide.ControlTopic}: 2 partitions", "name a new topic by Kafka:ControlTopic");
        var changed = await ground.TopicsAsync(cancellationToken);
        changed.CheckpointPartitions = 2 * FleetGround.Partitions;
        await RefusedAsync("a checkpoint topic of another number of partitions", changed, $"{changed.CheckpointTopic}: 4 partitions, but Kafka:CheckpointPartitions is 8", "stop all instances");
        var hidden = await ground.TopicsAsync(cancellationToken);
        await ground.DenyAsync(ResourceType.Topic, hidden.ControlTopic, AclOperation.Describe);
        await RefusedAsync("no right to see the control topic", hidden, $"missing on '{hidden.BootstrapServers}': {hidden.ControlTopic}", "lacks the right Describe");
    }

    private async Task RefusedAsync(string name, KafkaOptions options, params string[] expected)
    {
        await using var service = new FleetService(ground, options);
        int exit;
        try
        {
            exit = await service.Process.WaitAsync(RoomsDeadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            exit = 0;
        }

        report.Require(exit > 0, () => $"{name}: the start was not refused: {service.Tail()}");
        Said(name, await service.LineAsync(expected), service);
    }

    private async Task<FleetService> FollowingAsync(KafkaOptions options)
    {
        await AddRoomsAsync(options);
        var service = new FleetService(ground, options);
        await UntilFollowedAsync("the good rooms", service);
        _connects = ground.Upstream.Counters.Connects;
        return service;
    }

    private async Task AddRoomsAsync(KafkaOptions options)
    {
        // What ran before has let its sockets go.
        await Eventually.IsTrueAsync(() => ground.Upstream.Counters.Open.Now == 0, RoomsDeadline, () => "no room is followed");
        foreach (var room in ground.LiveIds)
        {
            await ground.WriteAsync(options.ControlTopic, 0, Encoding.UTF8.GetBytes(room), "{}"u8.ToArray());
        }
    }

    private async Task UntilFollowedAsync(string what, FleetService service)
    {
        try
        {
            await Eventually.IsTrueAsync(() => ground.Upstream.Counters.Open.Now == FleetGround.Rooms, RoomsDeadline);
        }
        catch (TimeoutException)
        {
            report.Require(false, () => $"{what}: {ground.Upstream.Counters.Open.Now} of {FleetGround.Rooms} rooms are followed: {service.Tail()}");
        }
    }

    /// <summary>Every good room is still followed by the very socket that it had, and says something.</summary>
    private async Task UntouchedAsync(string by, FleetService service)
    {
        var acks = ground.Upstream.Counters.Acks;
        await Eventually.IsTrueAsync(() => ground.Upstream.Counters.Acks > acks + 20, RoomsDeadline, () => $"events after {by}: {service.Tail()}");
        report.Require(ground.Upstream.Counters.Open.Now == FleetGround.Rooms && ground.Upstream.Counters.Connects == _connects, () => $"{by}: a good room was interrupted");
        report.Require(!service.Process.HasExited, () => $"{by}: the instance ended");
    }

    private void Said(string name, string? line, FleetService service)
    {
        progress($"--- {name}\n{(line is null ? "nothing" : string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}");
        report.Require(line is not null, () => $"{name}: no such message: {service.Tail()}");
        _tested++;
    }

    private static string At(long offset) => string.Create(CultureInfo.InvariantCulture, $"the record at offset {offset} is ");

    private static Task PollAsync(IConsumer<Ignore, Ignore> stranger, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            while (!stop.IsCancellationRequested)
            {
                stranger.Consume(TimeSpan.FromMilliseconds(100));
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
