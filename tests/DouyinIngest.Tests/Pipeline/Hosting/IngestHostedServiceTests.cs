using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Hosting;

/// <summary>The service's life against an embedded broker: start, drain, and the ends that must be loud.</summary>
public sealed class IngestHostedServiceTests : IAsyncDisposable
{
    private readonly SteppedTime _time = new();
    private readonly EmbeddedKafka _kafka = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly ScriptedAssignments _assignments = new();
    private readonly ScriptedRoomInfo _info = new();
    private readonly ScriptedConnector _connector = new();
    private readonly ManualSink _rooms = new() { Confirming = true };
    private readonly Lifetime _lifetime = new();
    private readonly DrainOptions _drain = new();
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly KafkaOptions _options;
    private readonly KafkaEventSink _sink;
    private readonly IngestHealth _health;
    private IngestHostedService? _service;

    public IngestHostedServiceTests()
    {
        _options = new KafkaOptions { BootstrapServers = _kafka.BootstrapServers };
        var names = new TopicNames(_options);
        foreach (var topic in (IEnumerable<string>)[.. names.Events, names.DeadLetter])
        {
            _kafka.CreateTopic(topic, 1);
        }

        _sink = new KafkaEventSink(_options, new TopicsMetrics(_registry), TimeProvider.System, NullLogger<KafkaEventSink>.Instance);
        _health = new IngestHealth(_sink, new ReadyRunner());
    }

    [Fact]
    public async Task StartAsync_TopicsMissing_RefusesAndFollowsNothing()
    {
        Make();
        await Assert.ThrowsAsync<TopicAdminException>(() => _service!.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("The topics have not been checked yet.", _health.NotReadyBecause());
        Assert.Equal(0, _loggers.Count("IngestStarted"));
        Assert.Equal(0, _info.Asked);
    }

    [Fact]
    public async Task StopAsync_AllDelivered_DrainsAndSaysSo()
    {
        var session = new ScriptedSession(_time).Give(Wire.Chats(1, 11));
        _info.Live(Wire.RoomId);
        _connector.Opens(session);
        await StartAsync();
        await Waiting.UntilAsync(() => session.Sent.Count == 1);
        Assert.True(_health.IsLive);
        Assert.DoesNotContain(_health.NotReadyBecause(), reason => reason.Contains("not running", StringComparison.Ordinal));

        await _service!.StopAsync(TestContext.Current.CancellationToken).Soon();
        Assert.True(session.Disposed);
        Assert.Equal((1, 0), (_loggers.Count("IngestDrained"), _loggers.Count("IngestNotDrained")));
        Assert.Null(_health.Failure);
        Assert.Contains("The rooms are not running: starting or stopping.", _health.NotReadyBecause());
        Assert.False(_lifetime.Stopped);
    }

    [Fact]
    public async Task ExecuteAsync_ProducerDies_EndsTheHostAndIsNeverReadyAgain()
    {
        var session = new ScriptedSession(_time);
        _info.Live(Wire.RoomId);
        _connector.Opens(session);
        await StartAsync();
        await Waiting.UntilAsync(() => session.Reads == 1);
        _sink.FailForTest((int)ErrorCode.OutOfOrderSequenceNumber, "made up");
        await _service!.ExecuteTask!.Soon();

        Assert.True(_lifetime.Stopped);
        Assert.False(_health.IsLive);
        Assert.Contains("The Kafka producer is dead", _health.Failure, StringComparison.Ordinal);
        Assert.Contains("made up", _loggers.Text("IngestFailed"), StringComparison.Ordinal);
        Assert.True(session.Disposed);

        _health.TopicsChecked();
        _health.Running(true);
        Assert.Equal(_health.Failure, _health.NotReadyBecause()[0]);
        _health.Fail("another");
        Assert.Contains("The Kafka producer is dead", _health.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_FaultOfTheProcess_EndsTheHostOnceDrained()
    {
        _info.Throws(new InvalidOperationException("a bug"));
        await StartAsync("1", "2");
        await _service!.ExecuteTask!.Soon();
        Assert.True(_lifetime.Stopped);
        Assert.Contains("a bug", _health.Failure, StringComparison.Ordinal);
        Assert.Contains(_loggers.Lines, line => line.Name == "IngestFailed" && line.Level == Microsoft.Extensions.Logging.LogLevel.Critical);
    }

    [Fact]
    public async Task StopAsync_RoomsDoNotEnd_GivesUpAtTheDeadline()
    {
        // The room's own bound is longer than the deadline: as if it hung.
        _drain.Settle = TimeSpan.FromHours(1);
        _rooms.Confirming = false;
        _info.Live(Wire.RoomId);
        _connector.Opens(new ScriptedSession(_time).Give(Wire.Chats(1, 11)));
        await StartAsync();
        await Waiting.UntilAsync(() => _rooms.Published.Count == 2);

        var stopping = _service!.StopAsync(TestContext.Current.CancellationToken);
        TimeSpan[] bounds = [await _time.NextAsync(), await _time.NextAsync()];
        Assert.Equal([_drain.Deadline, _drain.Settle], bounds.Order());
        _time.Advance(_drain.Deadline - TimeSpan.FromMilliseconds(1));
        Assert.False(_service.ExecuteTask!.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _service.ExecuteTask!.Soon();
        await stopping.Soon();

        Assert.Equal((0, 1), (_loggers.Count("IngestDrained"), _loggers.Count("IngestNotDrained")));
        Assert.Contains($"{_drain.Deadline}", _loggers.Text("IngestNotDrained"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotReadyBecause_NamesEveryReason()
    {
        await using var lost = new KafkaEventSink(
            new KafkaOptions { BootstrapServers = "127.0.0.1:1" }, new TopicsMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, NullLogger<KafkaEventSink>.Instance);
        var health = new IngestHealth(lost, new ReadyRunner());
        Assert.Equal("The topics have not been checked yet.", health.NotReadyBecause()[0]);
        Assert.Equal(2, health.NotReadyBecause().Count);
        health.TopicsChecked();
        Assert.Equal("The rooms are not running: starting or stopping.", health.NotReadyBecause()[0]);
        health.Running(true);
        Assert.StartsWith("No broker of Kafka:BootstrapServers is connected", Assert.Single(health.NotReadyBecause()), StringComparison.Ordinal);
        Assert.True(health.IsLive);
        health.Fail("it broke");
        Assert.Equal("it broke", health.NotReadyBecause()[0]);
        Assert.False(health.IsLive);
    }

    [Fact]
    public async Task Collection_BringsGaugesUpToDateBeforeEachScrape()
    {
        _info.Offline();
        await StartAsync("1", "2", "3");
        for (var due = 0; due < 3; due++)
        {
            await _time.NextAsync(); // each room waits for its next look: it is offline
        }

        Assert.Contains("douyin_rooms{state=\"offline\"} 3", await TextAsync(), StringComparison.Ordinal);
        Assert.Contains($"douyin_in_flight_limit_bytes {1 << 20}", await TextAsync(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _rooms.ConfirmAll();
        if (_service is not null)
        {
            await _service.StopAsync(CancellationToken.None).Soon();
            _service.Dispose();
        }

        await _sink.DisposeAsync();
        _lifetime.Dispose();
        _kafka.Dispose();
    }

    private async Task StartAsync(params string[] rooms)
    {
        _kafka.CreateTopic(_options.StatusTopic, 1);
        Make();
        _assignments.Assign([.. (rooms.Length == 0 ? ["732001"] : rooms).Select(id => RunnerRig.Room(id))]);
        await _service!.StartAsync(TestContext.Current.CancellationToken);
    }

    private void Make()
    {
        var pod = new PodBudget(1 << 20);
        var metrics = new RoomsMetrics(_registry);
        var host = new RoomHost(new RoomServices(
            _info,
            _connector,
            new FixedDelayPolicy(1, TimeSpan.FromSeconds(1)),
            new FrameInflater(new FrameOptions()),
            _rooms,
            pod,
            metrics,
            Options.Create(new EventOptions()),
            Options.Create(new IngestOptions { FaultLimit = 2 }),
            Options.Create(_drain),
            _time,
            _loggers));
        var supervisor = new RoomSupervisor(_assignments, host);
        _service = new IngestHostedService(
            new TopicCheck(_options, TimeProvider.System, NullLogger<TopicCheck>.Instance),
            supervisor,
            _sink,
            _health,
            new MetricsCollection(_registry, metrics, host, pod, _sink, _time),
            _lifetime,
            Options.Create(_drain),
            _time,
            _loggers.Of<IngestHostedService>());
    }

    private async Task<string> TextAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public bool Stopped => _stopping.IsCancellationRequested;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }

    private sealed class ReadyRunner : IRoomsRunner
    {
        public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;

        public IEnumerable<string> NotReadyBecause() => [];
    }
}
