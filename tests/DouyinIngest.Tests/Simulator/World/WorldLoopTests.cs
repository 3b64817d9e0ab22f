using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class WorldLoopTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Fact]
    public void Tick_OneSecond_MakesTheRate()
    {
        var (world, rooms) = Make(new SimulatorOptions { EventsPerSecond = 500 });
        Run(world, 5);
        Assert.InRange(world.Events, 490, 510);
        Assert.All(rooms.All, r => Assert.InRange(new Oracle(rooms).Events(r.RoomId).Count, 130, 210));
    }

    [Fact]
    public void Tick_Quiet_MakesNothing()
    {
        var (world, rooms) = Make(new SimulatorOptions { Quiet = true });
        Run(world, 50);
        Assert.Equal(0, new Oracle(rooms).Counts.Events);
        Assert.Equal(0, rooms.All[0].Current.Log.Next);
    }

    [Fact]
    public void Tick_MaxEvents_StopsThere()
    {
        var (world, _) = Make(new SimulatorOptions { EventsPerSecond = 1000, MaxEvents = 333 });
        Run(world, 20);
        Assert.Equal(333, world.Events);
        Assert.True(world.WhenStopped.IsCompleted);
    }

    [Fact]
    public void Tick_OtherPace_SameEvents()
    {
        var (fast, rooms) = Make(new SimulatorOptions { Rooms = 1, EventsPerSecond = 200 });
        Run(fast, 20);
        var (slow, others) = Make(new SimulatorOptions { Rooms = 1, EventsPerSecond = 200 });
        _time.Advance(TimeSpan.FromSeconds(2));
        slow.Tick();
        Assert.Equal(Numbers(rooms).Take(300), Numbers(others).Take(300));

        static IEnumerable<string> Numbers(Rooms rooms) => new Oracle(rooms).Events(rooms.All[0].RoomId)
            .Where(e => e.Method is not "WebcastRoomStatsMessage").Select(e => e.Id + e.Facts.Content);
    }

    [Fact]
    public void Tick_Stopped_MakesNothingUntilStarted()
    {
        var (world, _) = Make(new SimulatorOptions());
        world.Stop();
        Run(world, 10);
        Assert.Equal(0, world.Events);
        Assert.True(world.WhenStopped.IsCompleted);
        world.Start();
        Assert.False(world.WhenStopped.IsCompleted);
        Run(world, 10);
        Assert.InRange(world.Events, 190, 210);
    }

    [Fact]
    public void Tick_WaitForViewers_BeginsWithTheFirst()
    {
        var (world, rooms) = Make(new SimulatorOptions { WaitForViewers = true });
        Run(world, 10);
        Assert.Equal(0, world.Events);
        rooms.All[0].Current.Open(null);
        Run(world, 10);
        Assert.InRange(world.Events, 50, 100);
    }

    [Fact]
    public void Tick_Repeats_ComeLaterUnderTheSameIdAndCountOnce()
    {
        var (world, rooms) = Make(new SimulatorOptions { Rooms = 1, EventsPerSecond = 1000 });
        Run(world, 20);
        var log = rooms.All[0].Current.Log;
        var ids = Enumerable.Range(0, (int)log.Next).SelectMany(p => BatchBuilder.Open(log.Find(p)!).Messages.Select(m => (Position: p, m.MsgId)))
            .GroupBy(m => m.MsgId).Where(g => g.Count() > 1).ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, g => Assert.NotEqual(g.First().Position, g.Last().Position));
        var events = new Oracle(rooms).Events(rooms.All[0].RoomId);
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Tick_BroadcastLength_EndsAndBeginsAgain()
    {
        var (world, rooms) = Make(new SimulatorOptions { Rooms = 1, BroadcastLength = TimeSpan.FromSeconds(1), BroadcastPause = TimeSpan.FromSeconds(1) });
        var room = rooms.All[0];
        var first = room.RoomId;
        Run(world, 6);
        Assert.Equal(4, room.Current.Status);
        Assert.Equal(3, new Oracle(rooms).Events(first)[^1].Facts.Variant);
        var silent = room.Current.Log.Next;
        Run(world, 4);
        Assert.Equal(silent, rooms.FindBroadcast(first)!.Log.Next);
        Run(world, 4);
        Assert.NotEqual(first, room.RoomId);
        Assert.True(room.IsLive);
        Assert.Equal(2, room.Broadcasts.Count);
    }

    private (WorldLoop World, Rooms Rooms) Make(SimulatorOptions options)
    {
        var rooms = new Rooms(options, _time);
        var world = new WorldLoop(options, rooms, _time);
        world.Start();
        return (world, rooms);
    }

    private void Run(WorldLoop world, int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            world.Tick();
        }
    }
}
