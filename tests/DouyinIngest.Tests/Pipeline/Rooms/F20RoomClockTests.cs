using System.Globalization;
using System.Text;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>F20: the wall clock is set while a room streams.</summary>
public sealed class F20RoomClockTests
{
    private const int Hour = 3600;

    private readonly SkewedTime _time = new();

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    [InlineData(-5)]
    public async Task F20_Latency_IsNeverNegative(int seconds)
    {
        var registry = Metrics.NewCustomRegistry();
        var metrics = new RoomsMetrics(registry);
        var rig = new PipelineRig(time: _time);
        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));
        _time.Skew = TimeSpan.FromSeconds(seconds);
        rig.Sink.ConfirmAll();

        Assert.Equal(2, rig.Listener.Delivered.Count);
        Assert.All(rig.Listener.Delivered, delivered => metrics.FrameDelivered(delivered.SinceReceived, delivered.SinceReceived));
        var sums = (await TextAsync(registry)).Split('\n').Where(line => line.Contains("_seconds_sum ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
        Assert.All(sums, line => Assert.True(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) >= 0, line));
        Assert.Equal(seconds > 0, sums.Any());
    }

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    [InlineData(-5)]
    public async Task F20_Stream_GoesOnInOrderAndRepeatsAreStillKnown(int seconds)
    {
        var rig = new PipelineRig(time: _time);
        rig.Sink.Confirming = true;
        var session = rig.Session(Wire.Chats(1, 11, 12));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 2);

        _time.Skew = TimeSpan.FromSeconds(seconds);
        session.Give(Wire.Chats(2, 12, 13)).Give(Wire.Chats(3, 11, 14));
        await Waiting.UntilAsync(() => session.Reads == 4);
        _time.Skew = TimeSpan.Zero;
        session.Give(Wire.Chats(4, 13, 14, 15)).End(DouyinIngest.Webcast.Telemetry.CloseReason.RemoteClosed);
        await reading.Soon();

        Assert.Equal(Enumerable.Range(11, 5).Select(id => $"{Wire.RoomId}-{id}"), rig.Sink.Published);
        Assert.Equal([1UL, 2, 3, 4], session.Sent.Select((ack, i) => ack.SequenceEqual(Wire.Ack((ulong)i + 1)) ? (ulong)i + 1 : 0));
        Assert.Equal((0, 0), (rig.Budget.Bytes, rig.Broadcast.Watermark.Pending));
    }

    /// <summary>A time of a moment before is no reason to keep a quiet room without a place for an hour.</summary>
    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    public async Task F20_Checkpoints_GoOn(int seconds)
    {
        var kept = new RecordingCheckpoints();
        var rig = new PipelineRig(time: _time, fleet: new RoomFleet("732001", kept, Gate: null, Gaps: null));
        rig.Sink.Confirming = true;
        var session = rig.Session(Wire.Chats(1, 11));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 2);
        Assert.Equal(["c1"], kept.Cursors);

        _time.Skew = TimeSpan.FromSeconds(seconds);
        session.Give(Wire.Chats(2, 12));
        await Waiting.UntilAsync(() => session.Reads == 3);
        _time.Advance(TimeSpan.FromSeconds(9));
        session.Give(Wire.Chats(3, 13));
        await Waiting.UntilAsync(() => session.Reads == 4);
        _time.Advance(TimeSpan.FromSeconds(1));
        session.Give(Wire.Chats(4, 14)).End(DouyinIngest.Webcast.Telemetry.CloseReason.RemoteClosed);
        await reading.Soon();

        Assert.Equal(["c1", "c2", "c4"], kept.Cursors);
    }

    private static async Task<string> TextAsync(CollectorRegistry registry)
    {
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
