using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class RoomsTests
{
    [Fact]
    public void New_SameSeed_SameRooms()
    {
        Assert.Equal(Describe(1), Describe(1));
        Assert.NotEqual(Describe(1), Describe(2));

        static string[] Describe(int seed) =>
            [.. new Rooms(new SimulatorOptions { Rooms = 20, Seed = seed }, Sim.Clock()).All.Select(r => $"{r.LiveId} {r.RoomId} {r.Title} {r.Anchor.Name} {r.Anchor.SecUid}")];
    }

    [Fact]
    public void New_NewBroadcasts_SameAnchorsOtherRoomIds()
    {
        var clock = Sim.Clock();
        var one = Of();
        clock.Advance(TimeSpan.FromSeconds(1));
        var other = Of();

        Assert.Equal(one.Select(r => r.LiveId), other.Select(r => r.LiveId));
        Assert.Empty(one.Select(r => r.RoomId).Intersect(other.Select(r => r.RoomId)));

        IReadOnlyList<SimulatedRoom> Of() => new Rooms(new SimulatorOptions { Rooms = 20, NewBroadcasts = true }, clock).All;
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(20_000, 8, 1)]
    public void Begin_HotRoom_KeepsHalfOfTheBytesForThoseWhoAreLate(double hot, int first, int others)
    {
        var rooms = new Rooms(new SimulatorOptions { Rooms = 9, HotRoom = hot, ReplayBytes = hot > 0 ? 16 << 20 : 9 << 20 }, Sim.Clock());

        Assert.Equal([first, others, others], rooms.All.Take(3).Select(Kept));

        // Batches of one MiB of which the room still has the oldest.
        static int Kept(SimulatedRoom room)
        {
            var log = room.Current.Log;
            while (log.First == 0)
            {
                log.Append(new Batch { Position = log.Next, Count = 0, Time = 0, Sticky = false, WrdsVersion = 0, Compressed = new byte[1 << 20], InternalExt = "", Cursor = "" });
            }

            return (int)log.Next - 1;
        }
    }

    [Fact]
    public void New_ManyRooms_NumbersAreTheirOwn()
    {
        var rooms = new Rooms(new SimulatorOptions { Rooms = 500 }, Sim.Clock());

        Assert.Equal(500, rooms.All.Select(r => r.LiveId).Distinct().Count());
        Assert.Equal(500, rooms.All.Select(r => r.RoomId).Distinct().Count());
        Assert.Equal(500, rooms.All.Select(r => r.Anchor.Id).Distinct().Count());
        Assert.All(rooms.All, r => Assert.Equal((12, 19), ($"{r.LiveId}".Length, $"{r.RoomId}".Length)));
    }

    [Fact]
    public void Begin_Again_OldAndNewAreFoundUnderTheirIds()
    {
        var rooms = new Rooms(Sim.Quiet(), Sim.Clock());
        var room = rooms.All[1];
        var first = room.Current;

        var second = rooms.Begin(room);

        Assert.Same(second, room.Current);
        Assert.Same(first, rooms.FindBroadcast(first.RoomId));
        Assert.Same(second, rooms.FindBroadcast(second.RoomId));
        Assert.Same(room, rooms.FindByRoomId(first.RoomId));
        Assert.Same(room, rooms.FindByLiveId(room.LiveId));
        Assert.Equal(3, rooms.Broadcasts.Count());
        Assert.Null(rooms.FindBroadcast(room.LiveId));
        Assert.Null(rooms.FindByLiveId(first.RoomId));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void IsLive_Status_LiveAndPausedAre(int status, bool live)
    {
        var room = new Rooms(Sim.Quiet(), Sim.Clock()).All[0];
        room.Current.Status = status;

        Assert.Equal(live, room.IsLive);
    }

    [Fact]
    public void Tick_AfterALongPause_IsCapped()
    {
        var time = Sim.Clock();
        var options = new SimulatorOptions { Rooms = 2, EventsPerSecond = 100 };
        var world = new WorldLoop(options, new Rooms(options, time), time);
        world.Start();

        time.Advance(TimeSpan.FromHours(1));
        world.Tick();

        Assert.InRange(world.Events, 190, 210);
    }

    [Fact]
    public void Tick_BatchSize_IsNeverExceeded()
    {
        var time = Sim.Clock();
        var options = new SimulatorOptions { Rooms = 1, EventsPerSecond = 2000, BatchSize = 7 };
        var rooms = new Rooms(options, time);
        var world = new WorldLoop(options, rooms, time);
        world.Start();
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            world.Tick();
        }

        var log = rooms.All[0].Current.Log;
        var sizes = Enumerable.Range(1, (int)log.Next - 1).Select(p => BatchBuilder.Open(log.Find(p)!).Messages.Count).ToList();
        Assert.All(sizes, size => Assert.InRange(size, 1, 7));
        Assert.Contains(7, sizes);
    }

    [Fact]
    public void Tick_EarlierRooms_AreBusier()
    {
        var time = Sim.Clock();
        var options = new SimulatorOptions { Rooms = 20, EventsPerSecond = 5000 };
        var rooms = new Rooms(options, time);
        var world = new WorldLoop(options, rooms, time);
        world.Start();
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            world.Tick();
        }

        var counts = rooms.All.Select(r => r.Current.Truth.Count).ToList();
        Assert.InRange(counts[0] / (double)counts[19], 1.7, 2.2);
    }

    [Fact]
    public void End_Twice_SaysGoodbyeOnceAndNothingFollows()
    {
        var time = Sim.Clock();
        var options = new SimulatorOptions { Rooms = 1, EventsPerSecond = 1000 };
        var rooms = new Rooms(options, time);
        var world = new WorldLoop(options, rooms, time);
        world.Start();
        time.Advance(TimeSpan.FromMilliseconds(400));
        world.Tick();
        var broadcast = rooms.All[0].Current;

        world.End(rooms.All[0]);
        var silent = broadcast.Log.Next;
        world.End(rooms.All[0]);
        time.Advance(TimeSpan.FromSeconds(2));
        world.Tick();

        Assert.Equal(silent, broadcast.Log.Next);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds() - 2000, broadcast.EndedAt);
        Assert.Equal("WebcastControlMessage", BatchBuilder.Open(broadcast.Log.Find(silent - 1)!).Messages.Single().Method);
    }
}
