using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Canary;

public sealed class CanaryHostedServiceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly SteppedTime _time = new();
    private readonly ScriptedConnector _connector = new();
    private readonly ScriptedRoomInfo _info = new();
    private CanaryHostedService? _canary;

    [Fact]
    public async Task NoLiveId_DoesNothing()
    {
        var canary = Canary("");
        await canary.StartAsync(TestContext.Current.CancellationToken);
        await canary.ExecuteTask!.Soon();
        Assert.Null(canary.Report);
        Assert.Equal(0, _info.Asked);
        Assert.Contains("douyin_canary_configured 0", await MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streaming_IsUpWhileEventsComeAndDownWhenTheyStay()
    {
        _info.Live(7_300_000_000_000_000_001);
        var session = new ScriptedSession(_time).Give(Wire.Chats(1, 11, 12));
        _connector.Opens(session);
        var canary = Canary("732001");
        await canary.StartAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => canary.Report is { IsUp: true });
        Assert.Equal(("732001", RoomState.Streaming), (canary.Report!.LiveId, canary.Report.State));
        var text = await MetricsAsync();
        Assert.Contains("douyin_canary_configured 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_up 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_events_total 2", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_connects_total{result=\"ok\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_state{state=\"streaming\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_state{state=\"offline\"} 0", text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"douyin_canary_last_event_timestamp_seconds {_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0}"), text, StringComparison.Ordinal);

        // Its frame waits for no broker: it is acknowledged.
        await Waiting.UntilAsync(() => session.Sent.Count > 0);

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.False(canary.Report!.IsUp);
        Assert.Contains("douyin_canary_up 0", await MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_IsDownAndSaysWhy()
    {
        _info.Live(7_300_000_000_000_000_001);
        _connector.Refuses(CloseReason.SignatureRejected);
        var canary = Canary("732001");
        await canary.StartAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => canary.Report?.Refusal is not null);
        Assert.False(canary.Report!.IsUp);
        Assert.Equal("SignatureRejected", canary.Report.Refusal!.Reason);
        var text = await MetricsAsync();
        Assert.Contains("douyin_canary_connects_total{result=\"refused\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_up 0", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RoomState.Streaming, 0, true)]
    [InlineData(RoomState.Streaming, 60, true)]
    [InlineData(RoomState.Streaming, 61, false)]
    [InlineData(RoomState.Streaming, null, false)]
    [InlineData(RoomState.Offline, 0, false)]
    [InlineData(RoomState.BackingOff, 0, false)]
    public void Up_ByStateAndSilence(object state, int? silentFor, bool up)
        => Assert.Equal(up, CanaryReport.Up((RoomState)state, silentFor is { } seconds ? Now.AddSeconds(-seconds) : null, TimeSpan.FromMinutes(1), Now));

    [Fact]
    public async Task Event_Latency_IsOfTheUpstreamsClockAndNeverBelowZero()
    {
        var metrics = new CanaryMetrics(_registry);
        var sink = new CanarySink(metrics, _time);
        foreach (var upstream in (long[])[_time.GetUtcNow().ToUnixTimeMilliseconds() - 250, _time.GetUtcNow().ToUnixTimeMilliseconds() + 5000, 0])
        {
            var e = new LiveEventView { Kind = EventKind.Chat, UpstreamTime = upstream };
            sink.Publish(in e, DouyinIngest.Pipeline.Topics.RoomKey.Of("1", 2), null!);
        }

        var derived = new LiveEventView { Kind = EventKind.Room, Derived = true };
        sink.Publish(in derived, DouyinIngest.Pipeline.Topics.RoomKey.Of("1", 2), null!);
        var text = await MetricsAsync();
        Assert.Contains("douyin_canary_events_total 3", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_latency_seconds_count 2", text, StringComparison.Ordinal);
        Assert.Contains("douyin_canary_latency_seconds_sum 0.25", text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_canary is { } canary)
        {
            await canary.StopAsync(CancellationToken.None).Soon();
            canary.Dispose();
        }
    }

    private CanaryHostedService Canary(string liveId) => _canary = new CanaryHostedService(
        _info,
        _connector,
        new FixedDelayPolicy(1, TimeSpan.FromSeconds(3)),
        new FrameInflater(new FrameOptions()),
        new CanaryMetrics(_registry),
        _registry,
        Options.Create(new CanaryOptions { LiveId = liveId }),
        Options.Create(new EventOptions()),
        Options.Create(new IngestOptions()),
        Options.Create(new DrainOptions()),
        _time,
        new RecordingLoggers());

    private async Task<string> MetricsAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
