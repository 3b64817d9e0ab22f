using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.World;

/// <summary>Which room gets how much, and rooms that are not live.</summary>
public sealed class RatesTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Fact]
    public void Tick_Even_AllTheSame()
    {
        var rooms = Run(new SimulatorOptions { Rooms = 20, EventsPerSecond = 2000, Even = true });

        Assert.All(rooms.All, r => Assert.InRange(r.Current.Truth.Count, 180, 230));
    }

    [Fact]
    public void Tick_ActiveRooms_OnlyTheFirst()
    {
        var rooms = Run(new SimulatorOptions { Rooms = 20, EventsPerSecond = 500, ActiveRooms = 5, Even = true });

        Assert.All(rooms.All.Take(5), r => Assert.InRange(r.Current.Truth.Count, 180, 230));
        Assert.All(rooms.All.Skip(5), r => Assert.InRange(r.Current.Truth.Count, 1, 5));
    }

    [Fact]
    public void Tick_HotRoom_OnTopOfTheOthers()
    {
        var rooms = Run(new SimulatorOptions { Rooms = 11, EventsPerSecond = 50, HotRoom = 1000, Even = true });

        Assert.InRange(rooms.All[0].Current.Truth.Count, 1900, 2100);
        Assert.All(rooms.All.Skip(1), r => Assert.InRange(r.Current.Truth.Count, 5, 20));
    }

    [Fact]
    public void Tick_OfflineRooms_NothingUntilTheyBegin()
    {
        var options = new SimulatorOptions { Rooms = 3, EventsPerSecond = 300, Even = true, OfflineRooms = 1 };
        var rooms = new Rooms(options, _time);
        var world = new WorldLoop(options, rooms, _time);
        world.Start();
        Tick(world);
        var offline = rooms.All[2];
        Assert.False(offline.IsLive);
        Assert.True(rooms.All[1].IsLive);
        var first = offline.RoomId;
        var before = offline.Current.Truth.Count;

        world.Begin(offline);
        Tick(world);

        Assert.True(offline.IsLive);
        Assert.NotEqual(first, offline.RoomId);
        Assert.InRange(before, 0, 5);
        Assert.InRange(offline.Current.Truth.Count, 180, 230);
    }

    [Fact]
    public void Tick_SilentEnds_NoGoodbye()
    {
        var options = new SimulatorOptions
        {
            Rooms = 1, EventsPerSecond = 100, SilentEnds = true, BroadcastLength = TimeSpan.FromSeconds(1), BroadcastPause = TimeSpan.FromSeconds(30),
        };
        var rooms = new Rooms(options, _time);
        var world = new WorldLoop(options, rooms, _time);
        world.Start();
        Tick(world);

        var room = rooms.All[0];
        Assert.False(room.IsLive);
        Assert.DoesNotContain(room.Current.Truth.Snapshot(), e => e is { Method: "WebcastControlMessage", Facts.Variant: 3 });
    }

    private Rooms Run(SimulatorOptions options)
    {
        var rooms = new Rooms(options, _time);
        var world = new WorldLoop(options, rooms, _time);
        world.Start();
        Tick(world);
        return rooms;
    }

    // Two seconds.
    private void Tick(WorldLoop world)
    {
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            world.Tick();
        }
    }
}
