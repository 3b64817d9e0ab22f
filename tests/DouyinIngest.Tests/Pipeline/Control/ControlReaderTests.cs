using System.Globalization;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class ControlReaderTests
{
    [Fact(Timeout = 30_000)]
    public async Task Loaded_WholeTopic_IsInTheTable()
    {
        await using var rig = new ControlRig();
        await rig.WriteAsync(("1", "{}"), ("2", "{}"), ("1", null), ("3", "rubbish"), ("_credentials", """{"credentials":{"default":{"limit":1}}}"""), ("4", "{}"));
        Assert.Same(ControlTable.Empty, rig.Reader.Current);
        Assert.Equal(TimeSpan.MaxValue, rig.Reader.Age);

        rig.Start();
        await rig.Reader.LoadedAsync(TestContext.Current.CancellationToken);

        var table = rig.Reader.Current;
        Assert.Equal(["2", "4"], table.Rooms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((6L, 3L), (table.Offset, Assert.Single(table.Refusals).Value.Offset));
        Assert.Equal(("2", "4"), (Assert.Single(table.Plan.Admitted).Key, Assert.Single(table.Plan.Pending).Key));
        Assert.True(TableAge.MayStart(rig.Reader.Age));
        var metrics = await rig.MetricsAsync();
        Assert.Contains("douyin_control_records_total{result=\"room\"} 3", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_control_records_total{result=\"removed\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_control_records_total{result=\"refused\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_control_records_total{result=\"credentials\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_rooms_desired 2", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_rooms_admitted 1", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_rooms_pending 1", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_control_refusals 1", metrics, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Loaded_EmptyTopic_IsAnEmptyTable()
    {
        await using var rig = new ControlRig();
        rig.Start();
        await rig.Reader.LoadedAsync(TestContext.Current.CancellationToken);
        Assert.Empty(rig.Reader.Current.Rooms);
    }

    /// <summary>Planted bug: a table that was read in part is handed out. The first one that a watcher sees has every room.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Watch_TenThousandRooms_TheFirstTableIsWhole()
    {
        await using var rig = new ControlRig();
        await rig.WriteAsync([.. Enumerable.Range(1, 10_000).Select(i => (i.ToString(CultureInfo.InvariantCulture), (string?)"""{"since":"2026-01-01T00:00:00Z","labels":{"tenant":"blue"}}"""))]);
        rig.Start();
        var first = await rig.UntilAsync(static _ => true);
        Assert.Equal(10_000, first.Rooms.Count);
        Assert.True(rig.Reader.LoadedAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact(Timeout = 30_000)]
    public async Task Watch_LiveChanges_AreSeenInOrder()
    {
        await using var rig = new ControlRig();
        rig.Start();
        await rig.Reader.LoadedAsync(TestContext.Current.CancellationToken);
        await rig.WriteAsync(("1", "{}"));
        Assert.Equal(0, (await rig.UntilAsync(table => table.Rooms.ContainsKey("1"))).Rooms["1"].Offset);
        await rig.WriteAsync(("1", """{"state":"paused"}"""));
        await rig.UntilAsync(table => table.Rooms["1"].Paused);
        await rig.WriteAsync(("1", null));
        Assert.Equal(3, (await rig.UntilAsync(table => table.Rooms.Count == 0)).Offset);
    }

    [Fact(Timeout = 60_000)]
    public async Task Watch_BrokerAway_KeepsTheTableAndGoesOnWhenItIsBack()
    {
        await using var rig = new ControlRig();
        await rig.WriteAsync(("1", "{}"));
        rig.Start();
        await rig.Reader.LoadedAsync(TestContext.Current.CancellationToken);
        var before = rig.Reader.Current;

        rig.Kafka.Down(1);
        var age = rig.Reader.Age;
        await Waiting.UntilAsync(() => rig.Reader.Age > age + TimeSpan.FromSeconds(1));
        Assert.Same(before, rig.Reader.Current);
        rig.Kafka.Up(1);
        await rig.WriteAsync(("2", "{}"));

        Assert.Equal(2, (await rig.UntilAsync(table => table.Rooms.Count == 2)).Offset);
        await Waiting.UntilAsync(() => rig.Reader.Age < TimeSpan.FromSeconds(6));
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_Cancelled_EndsAndSoDoesWhoWaits()
    {
        using var stop = new CancellationTokenSource();
        var reader = Reader(new KafkaOptions { BootstrapServers = "127.0.0.1:1" });
        var run = reader.RunAsync(stop.Token);
        var loaded = reader.LoadedAsync(TestContext.Current.CancellationToken);
        Assert.False(loaded.IsCompleted);
        await stop.CancelAsync();
        await run.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loaded);
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_SettingThatTheClientRefuses_IsNamedToEverybody()
    {
        var reader = Reader(new KafkaOptions { BootstrapServers = "127.0.0.1:1", Client = { ["nonsense"] = "1" } });
        var e = await Assert.ThrowsAsync<KafkaSettingsException>(() => reader.RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Kafka:Client", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KafkaSettingsException>(() => reader.LoadedAsync(TestContext.Current.CancellationToken));
    }

    private static ControlReader Reader(KafkaOptions options)
        => new(options, new ControlMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, NullLogger<ControlReader>.Instance);
}
