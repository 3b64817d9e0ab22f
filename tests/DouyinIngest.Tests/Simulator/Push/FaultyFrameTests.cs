using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class FaultyFrameTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Theory]
    [InlineData("drop")]
    [InlineData("rst")]
    public async Task ConnectionLost_ResumeIsClean(string fault)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(fault + "@after=1"), _time);
        using var viewer = await FirstAsync(host);
        var cursor = Viewer.Cursor(await viewer.NextMessageAsync());
        Sim.Chat(host, 2);
        Assert.Null(await viewer.NextAsync());
        Assert.Equal(1, host.FaultCounts[fault]);
        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId, cursor);
        Assert.Equal([2L], Viewer.Ids(await again.NextMessageAsync()));
    }

    [Theory]
    [InlineData("corrupt")]
    [InlineData("badgzip")]
    public async Task BadPayload_RedeliveryIsClean(string fault)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(fault), _time);
        using var viewer = await FirstAsync(host);
        var spoiled = await viewer.NextMessageAsync();
        Assert.ThrowsAny<Exception>(() => Viewer.Open(spoiled));
        Assert.Equal(1, host.FaultCounts[fault]);
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal([1L], Viewer.Ids(await viewer.NextMessageAsync()));
    }

    [Fact]
    public async Task Sticky_RedeliveryIsSpoiledToo()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("badgzip@sticky"), _time);
        using var viewer = await FirstAsync(host);
        Assert.ThrowsAny<Exception>(() => Viewer.Open(viewer.NextMessageAsync().GetAwaiter().GetResult()));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        var again = await viewer.NextMessageAsync();
        Assert.ThrowsAny<Exception>(() => Viewer.Open(again));
    }

    [Fact]
    public async Task Truncate_IsNoFrame()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("truncate"), _time);
        using var viewer = await FirstAsync(host);
        var bytes = await viewer.NextBytesAsync();
        Assert.Throws<InvalidProtocolBufferException>(() => PushFrame.Parser.ParseFrom(bytes));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal([1L], Viewer.Ids(await viewer.NextMessageAsync()));
    }

    [Fact]
    public async Task Uncompressed_IsReadableAndSaysNoGzip()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("uncompressed"), _time);
        using var viewer = await FirstAsync(host);
        var frame = await viewer.NextMessageAsync();
        Assert.Equal([1L], Response.Parser.ParseFrom(frame.Payload).Messages.Select(m => m.MsgId));
        Assert.DoesNotContain(frame.Headers, h => h.Key is "compress_type");
    }

    [Fact]
    public async Task Duplicate_SameLogIdTwice()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("duplicate"), _time);
        using var viewer = await FirstAsync(host);
        var (first, second) = (await viewer.NextMessageAsync(), await viewer.NextMessageAsync());
        Assert.Equal(first.LogId, second.LogId);
        Assert.Equal(first.SeqId + 1, second.SeqId);
    }

    [Fact]
    public async Task Bomb_InflatesToTheSize()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("bomb@size=2m"), _time);
        using var viewer = await FirstAsync(host);
        var frame = await viewer.NextMessageAsync();
        Assert.InRange(frame.Payload.Length, 100, 20_000);
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(frame.Payload.ToByteArray()), System.IO.Compression.CompressionMode.Decompress);
        using var all = new MemoryStream();
        await gzip.CopyToAsync(all, Sim.Cancel);
        Assert.Equal(2 << 20, all.Length);
    }

    [Fact]
    public async Task Oversize_IsThatLarge()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("oversize@size=3m"), _time);
        using var viewer = await FirstAsync(host);
        Assert.InRange((await viewer.NextBytesAsync())!.Length, 3 << 20, (3 << 20) + 1000);
    }

    [Fact]
    public async Task Endless_NeverEnds()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("endless"), _time);
        using var viewer = await FirstAsync(host);
        var buffer = new byte[1 << 16];
        for (var total = 0; total < 8 << 20;)
        {
            var result = await viewer.Socket.ReceiveAsync(buffer.AsMemory(), Sim.Cancel);
            Assert.False(result.EndOfMessage);
            total += result.Count;
        }
    }

    [Theory]
    [InlineData("close", false)]
    [InlineData("closebody", true)]
    public async Task Close_IsToldThenSilence(string fault, bool body)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(fault), _time);
        using var viewer = await FirstAsync(host);
        var frame = (await viewer.NextAsync())!;
        Assert.Equal("close", frame.PayloadType);
        Assert.Equal(body, frame.Payload.Length > 0);
        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        Assert.Equal([1L], Viewer.Ids(await again.NextMessageAsync()));
    }

    [Fact]
    public async Task Stall_NothingForThatLong_ThenItGoesOn()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("stall@for=10s"), _time);
        using var viewer = await FirstAsync(host);
        await Sim.UntilAsync(() => host.FaultCounts["stall"] == 1);
        await viewer.HeartbeatAsync();
        var next = viewer.NextAsync();
        await Sim.UntilAsync(() => host.Counters.Heartbeats == 1);
        Assert.False(next.IsCompleted);
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, Sim.Cancel);
        }

        Assert.Equal("msg", (await next)!.PayloadType);
    }

    [Fact]
    public async Task Silent_NotEvenHeartbeatReplies()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("silent"), _time);
        using var viewer = await FirstAsync(host);
        await Sim.UntilAsync(() => host.FaultCounts["silent"] == 1);
        await viewer.HeartbeatAsync();
        await Sim.UntilAsync(() => host.Counters.Heartbeats == 1);
        Sim.Chat(host, 2);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await viewer.NextAsync());
        Assert.Equal((1, 0), (host.FaultCounts["silent"], host.Counters.FramesSent));
    }

    [Fact]
    public async Task SlowLoris_AByteASecond()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("slowloris@for=5s"), _time);
        using var viewer = await FirstAsync(host);
        var next = viewer.NextMessageAsync();
        await Sim.UntilAsync(() => host.FaultCounts["slowloris"] == 1);
        Assert.False(next.IsCompleted);
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Sim.Cancel);
        }

        Assert.Equal([1L], Viewer.Ids(await next));
    }

    [Fact]
    public async Task Reorder_MessagesChangePlaces_NoneIsLost()
    {
        var options = Sim.Quiet("reorder@after=1");
        options.SendWindow = 1;
        await using var host = await Sim.StartAsync(options, _time);
        using var viewer = await FirstAsync(host);
        var first = await viewer.NextMessageAsync();
        var room = host.Rooms[0];
        SimulatorHost.Emit(room, Pair(10, 11));
        SimulatorHost.Emit(room, Pair(20, 21));
        await viewer.AckAsync(first);
        var (a, b) = (await viewer.NextMessageAsync(), await viewer.NextMessageAsync());
        Assert.Equal(1, host.FaultCounts["reorder"]);
        Assert.Equal([10L, 20], Viewer.Ids(a));
        Assert.Equal([11L, 21], Viewer.Ids(b));

        // Whoever leaves between the two frames is sent everything again.
        using var again = await Viewer.ConnectAsync(host, room.RoomId, Viewer.Cursor(a));
        var resumed = await again.NextMessageAsync();
        Assert.Equal([10L, 11], Viewer.Ids(resumed));
        await again.AckAsync(resumed);
        Assert.Equal([20L, 21], Viewer.Ids(await again.NextMessageAsync()));

        (Message, IMessage)[] Pair(long x, long y) =>
            [DouyinIngest.Simulator.World.HandMade.Of(room, x, Sim.ChatOf("a")), DouyinIngest.Simulator.World.HandMade.Of(room, y, Sim.ChatOf("b"))];
    }

    private static async Task<Viewer> FirstAsync(SimulatorHost host)
    {
        var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now > 0);
        Sim.Chat(host, 1);
        return viewer;
    }
}
