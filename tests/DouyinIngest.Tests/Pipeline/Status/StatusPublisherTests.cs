using System.Text;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Status.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Status;

public sealed class StatusPublisherTests : IAsyncDisposable
{
    private static readonly StatusRoom Room = new("123456789", 7300000000000000001, 17);

    private readonly ArmedTime _time = new();
    private readonly RecordingTransport _transport = new();
    private readonly EventLog<StatusPublisher> _log = new();
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly StatusPublisher _publisher;
    private Action<StatusFailure, string> _onFailure = (_, _) => { };

    public StatusPublisherTests() => _publisher = new StatusPublisher(
        onFailure =>
        {
            _onFailure = onFailure;
            return _transport;
        },
        "status",
        "pod-0.1a2b",
        new StatusMetrics(_registry),
        _time,
        _log);

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    [Fact]
    public void RoomState_First_IsWrittenAtOnceAndWhole()
    {
        _publisher.RoomState(Room, "connecting", "backing_off", "network", "look at the network");

        var (key, value) = Assert.Single(_transport.Sent);
        Assert.Equal("123456789", key);
        Assert.Contains("\"roomId\": \"7300000000000000001\"", value, StringComparison.Ordinal);
        Assert.Contains("\"epoch\": \"17\"", value, StringComparison.Ordinal);
        var status = _transport.Statuses[0];
        Assert.Equal(("connecting", "backing_off", "network", "look at the network"),
            (status.StateChanged.From, status.StateChanged.To, status.StateChanged.Reason, status.StateChanged.Remedy));
        Assert.Equal("pod-0.1a2b", status.Instance);
        Assert.Equal(_time.GetUtcNow(), status.Time.ToDateTimeOffset());
    }

    [Fact]
    public async Task RoomState_ManyWithinASecond_FirstAndLastAreWritten()
    {
        for (var i = 0; i < 100; i++)
        {
            _publisher.RoomState(Room, "streaming", $"state_{i}", "", "");
        }

        Assert.Single(_transport.Sent);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => _transport.Sent.Count == 2);

        Assert.Equal(["state_0", "state_99"], _transport.Statuses.Select(status => status.StateChanged.To));
        Assert.Equal(98, await Sample("douyin_status_changes_coalesced_total"));
    }

    [Fact]
    public void RoomState_TenThousandRooms_EachIsWrittenOnce()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            for (var i = 0; i < 10_000; i++)
            {
                _publisher.RoomState(Room with { LiveId = $"{i}" }, "streaming", "backing_off", "", "");
            }
        }

        Assert.Equal(10_000, _transport.Sent.Count);
    }

    [Fact]
    public void Gap_ManyAtOnce_AreAllWritten()
    {
        var from = _time.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            _publisher.Gap(Room, from.AddSeconds(i), from.AddSeconds(i + 1), "cursor_forgotten", 30);
        }

        Assert.Equal(5, _transport.Statuses.Select(status => status.EventId).Distinct().Count());
        Assert.All(_transport.Statuses, status => Assert.Equal(("cursor_forgotten", 30), (status.Gap.Reason, status.Gap.EstimatedEvents)));
    }

    [Fact]
    public void Gap_ToldTwice_HasOneId()
    {
        _publisher.Gap(Room, _time.GetUtcNow(), null, "paused", 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        _publisher.Gap(Room with { Epoch = 30 }, _time.GetUtcNow().AddMinutes(-1), null, "paused", 7);

        Assert.Single(_transport.Statuses.Select(status => status.EventId).Distinct());
        Assert.Null(_transport.Statuses[0].Gap.To);
        Assert.Contains("\"estimatedEvents\": \"0\"", _transport.Sent[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_Assignment_HasTheIdOfItsOffset()
    {
        _publisher.Refused("abc", 812, "the key is no live id", "write the number of the live URL");

        var status = Assert.Single(_transport.Statuses);
        Assert.Equal(("812-refused", "abc", 812), (status.EventId, status.LiveId, status.Refused.Offset));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quota_Room_SaysWhetherAdmitted(bool admitted)
    {
        _publisher.Quota(Room, "default", admitted, 100);

        var quota = Assert.Single(_transport.Statuses).Quota;
        Assert.Equal(("default", admitted, 100), (quota.Credential, quota.Admitted, quota.Limit));
        Assert.Contains($"\"admitted\": {(admitted ? "true" : "false")}", _transport.Sent[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Shed_Counts_AreCopied()
    {
        var events = new Dictionary<string, long>(StringComparer.Ordinal) { ["enter"] = 5, ["like"] = 9007199254740993 };
        Assert.True(_publisher.Shed(Room, events));
        events.Clear();

        Assert.Equal(9007199254740993, Assert.Single(_transport.Statuses).Shed.Events["like"]);
    }

    [Fact]
    public async Task Shed_NotTaken_SaysSo()
    {
        var events = new Dictionary<string, long>(StringComparer.Ordinal) { ["enter"] = 5 };
        _transport.Refuses = StatusFailure.QueueFull;
        Assert.False(_publisher.Shed(Room, events));

        _transport.Refuses = null;
        await _publisher.DisposeAsync();
        Assert.False(_publisher.Shed(Room, events));
    }

    [Fact]
    public async Task Send_Refused_IsCountedAndToldOnceAMinute()
    {
        _transport.Refuses = StatusFailure.QueueFull;
        for (var i = 0; i < 50; i++)
        {
            _publisher.Gap(Room, null, null, "paused", i);
        }

        _onFailure(StatusFailure.TimedOut, "Local: Message timed out");

        Assert.Equal(2, _log.Of("StatusNotWritten").Count);
        Assert.Equal(50, await Sample("douyin_status_records_failed_total{error_type=\"queue_full\"}"));
        Assert.Equal(1, await Sample("douyin_status_records_failed_total{error_type=\"timed_out\"}"));
        Assert.Equal(0, await Sample("douyin_status_records_total{what=\"gap\"}"));
    }

    [Fact]
    public async Task Dispose_ChangeWaits_IsWrittenBeforeItCloses()
    {
        _publisher.RoomState(Room, "a", "b", "", "");
        _publisher.RoomState(Room, "b", "c", "", "");

        await _publisher.DisposeAsync();
        await _publisher.DisposeAsync();
        _publisher.RoomState(Room, "c", "d", "", "");

        Assert.Equal(["b", "c"], _transport.Statuses.Select(status => status.StateChanged.To));
        Assert.True(_transport.Disposed);
        Assert.Equal(1, _transport.Flushes);
    }

    [Fact]
    public void Due_RoomsThatAreQuiet_AreForgotten()
    {
        var states = new StateCoalescer(_time);
        var change = new Protos.Ops.V1.Status();
        Assert.True(states.Offer("1", change, out _));
        Assert.False(states.Offer("1", change, out var replaced));
        Assert.False(replaced);
        Assert.Empty(states.Due(all: false));

        _time.Advance(StateCoalescer.Interval);
        Assert.Single(states.Due(all: false));
        Assert.Equal(1, states.Count);
        _time.Advance(StateCoalescer.Interval);
        Assert.Empty(states.Due(all: false));
        Assert.Equal(0, states.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Flush_RealProducer_RecordsStandOnTheTopic()
    {
        using var kafka = new EmbeddedKafka();
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
        kafka.CreateTopic(options.StatusTopic, 3);
        await using (var publisher = new StatusPublisher(options, "pod-1.x", new StatusMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, _log))
        {
            publisher.Gap(Room, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(2), "ended_unowned", 12);
            Assert.True(await publisher.FlushAsync(TimeSpan.FromSeconds(20)));
        }

        var gaps = new List<(string Key, GapRow Gap)>();
        using var scan = new TopicScan(ClientSettings.ForAdmin(options), [options.StatusTopic], new ScanRange(), TimeProvider.System);
        scan.ReadToEnd(
            record => gaps.Add((Encoding.UTF8.GetString(record.Message.Key), GapRow.Of(StatusValue.TryRead(record.Message.Value)!)!)),
            TestContext.Current.CancellationToken);

        var (key, gap) = Assert.Single(gaps);
        Assert.Equal("123456789", key);
        Assert.Equal(("ended_unowned", 12, 7300000000000000001), (gap.Reason, gap.Estimate, gap.RoomId));
    }

    private async Task<double> Sample(string name)
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        var line = Encoding.UTF8.GetString(stream.ToArray()).Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
