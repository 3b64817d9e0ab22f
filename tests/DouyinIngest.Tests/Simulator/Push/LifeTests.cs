using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.Push;

/// <summary>How long a socket lives, and when frames come again, by the clock.</summary>
public sealed class LifeTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Heartbeat_KeepsTheSocket_AcksAloneDoNot(bool heartbeat)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        Sim.Chat(host, 1);
        var frame = await viewer.NextMessageAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        if (heartbeat)
        {
            await viewer.HeartbeatAsync();
            Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        }

        await viewer.AckAsync(frame);
        await Sim.UntilAsync(() => host.Counters.Acks == 1);
        _time.Advance(TimeSpan.FromSeconds(29.5));

        await Sim.UntilAsync(() => host.Counters.TimedOut == (heartbeat ? 0 : 1));
        if (heartbeat)
        {
            await viewer.HeartbeatAsync();
            Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        }
        else
        {
            Assert.Null(await viewer.NextAsync());
        }
    }

    [Fact]
    public async Task Unacked_Several_ComeAgainInTheirOrderAndKeepComing()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        for (var i = 1; i <= 3; i++)
        {
            Sim.Chat(host, i);
            Assert.Equal([(long)i], Viewer.Ids(await viewer.NextMessageAsync()));
        }

        for (var round = 0; round < 3; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(2.2));
            for (var i = 1; i <= 3; i++)
            {
                Assert.Equal([(long)i], Viewer.Ids(await viewer.NextMessageAsync()));
            }
        }

        Assert.Equal(9, host.Counters.Redelivered);
    }

    [Fact]
    public async Task Unacked_OneOfThree_OnlyThatComesAgain()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        for (var i = 1; i <= 3; i++)
        {
            Sim.Chat(host, i);
            var frame = await viewer.NextMessageAsync();
            if (i != 2)
            {
                await viewer.AckAsync(frame);
            }
        }

        await Sim.UntilAsync(() => host.Counters.Acks == 2);
        _time.Advance(TimeSpan.FromSeconds(2.2));

        Assert.Equal([2L], Viewer.Ids(await viewer.NextMessageAsync()));
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        Assert.Equal(1, host.Counters.Redelivered);
    }

    [Fact]
    public async Task Reorder_ThenTheConnectionIsLost_ResumeBringsEverything()
    {
        var options = Sim.Quiet("reorder@after=1;drop@after=3");
        options.SendWindow = 1;
        await using var host = await Sim.StartAsync(options, _time);
        var room = host.Rooms[0];
        var held = new HashSet<long>();
        string cursor;
        using (var viewer = await Viewer.ConnectAsync(host, room.RoomId))
        {
            await Sim.UntilAsync(() => host.Counters.Open.Now > 0);
            Sim.Chat(host, 1);
            var first = await viewer.NextMessageAsync();
            for (var i = 10; i < 50; i += 10)
            {
                SimulatorHost.Emit(room, [.. Enumerable.Range(i, 4).Select(id => DouyinIngest.Simulator.World.HandMade.Of(room, id, Sim.ChatOf("a")))]);
            }

            await viewer.AckAsync(first);
            var early = await viewer.NextMessageAsync();
            held.UnionWith([.. Viewer.Ids(first), .. Viewer.Ids(early)]);
            cursor = Viewer.Open(early).Cursor;
        }

        host.ClearFaults();
        using var again = await Viewer.ConnectAsync(host, room.RoomId, cursor);
        while (held.Count < 17)
        {
            var frame = await again.NextMessageAsync();
            held.UnionWith(Viewer.Ids(frame));
            await again.AckAsync(frame);
        }

        Assert.Equal(17, host.Oracle.Counts.Offered);
    }

    [Fact]
    public async Task Host_DisposedTwice_EndsTheSocketsOnce()
    {
        var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);

        await host.DisposeAsync();
        await host.DisposeAsync();

        Assert.Null(await viewer.NextAsync());
        Assert.Equal((0, 0), (host.Counters.Open.Now, host.Counters.TimedOut));
    }

    [Fact]
    public async Task Host_PortInUse_IsAnIoError()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        var options = Sim.Quiet();
        options.Port = host.BaseUrl.Port;

        await Assert.ThrowsAsync<IOException>(() => Sim.StartAsync(options));
    }
}
