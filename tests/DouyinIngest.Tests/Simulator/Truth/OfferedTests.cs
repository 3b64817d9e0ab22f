using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Truth;

/// <summary>What a room's clients have a claim to: from the first event that was put on a socket on, for good.</summary>
public sealed class OfferedTests
{
    [Fact]
    public void Open_NothingSentYet_OffersNothing()
    {
        var broadcast = Built.Filled(5);

        broadcast.Open(null);

        Assert.Empty(Built.Offered(broadcast));
    }

    [Fact]
    public void Offer_First_ShownHistoryAndWhatFollows()
    {
        var broadcast = Built.Filled(30);

        Built.Join(broadcast);
        Built.Add(broadcast, 500);

        Assert.Equal(
            ["WebcastRoomStatsMessage-1000", .. Enumerable.Range(16, 15).Select(i => $"{i}"), "500"],
            Built.Offered(broadcast));
    }

    [Fact]
    public void Offer_FreshAgain_TakesNothingBack()
    {
        var broadcast = Built.Filled(0);
        Built.Join(broadcast);
        for (var i = 1; i < 40; i++)
        {
            broadcast.Append([Built.Like(i)], sticky: false);
        }

        Built.Join(broadcast);
        broadcast.Append([Built.Like(99)], sticky: false);

        Assert.Equal(["WebcastRoomStatsMessage-1000", .. Enumerable.Range(1, 39).Select(i => $"{i}"), "99"], Built.Offered(broadcast));
    }

    [Fact]
    public void Offer_EarlierPlaceLater_ReachesBack()
    {
        var broadcast = Built.Filled(10);

        broadcast.Offer(8, []);
        broadcast.Offer(9, []);
        broadcast.Offer(5, []);

        Assert.Equal(["5", "6", "7", "8", "9", "10"], Built.Offered(broadcast));
    }

    [Theory]
    [InlineData(false, new[] { "2" })]
    [InlineData(true, new[] { "1", "2" })]
    public void Append_AgainAfterTheFirstConnection_IsOfferedThoughItBeganBefore(bool after, string[] offered)
    {
        var options = new SimulatorOptions { Quiet = true, HistorySize = 0 };
        var broadcast = Sim.Broadcast(options);
        broadcast.Append([Built.Like(1)], sticky: false);
        if (!after)
        {
            broadcast.Append([Built.Like(1) with { Again = true }], sticky: false);
        }

        Built.Join(broadcast);
        broadcast.Append([Built.Like(2)], sticky: false);
        if (after)
        {
            broadcast.Append([Built.Like(1) with { Again = true }], sticky: false);
        }

        Assert.Equal(offered, Built.Offered(broadcast));
        Assert.Equal(2, broadcast.Truth.Count);
    }

    [Fact]
    public void Append_AgainWithoutAnEvent_ChangesNothing()
    {
        var broadcast = Built.Filled(3);

        broadcast.Append([new WorldMessage(new Message { Method = "WebcastFansclubMessage", MsgId = 2 }, default, Again: true)], sticky: false);
        broadcast.Offer(4, []);

        Assert.Empty(Built.Offered(broadcast));
    }

    /// <summary>The whole of it on a real world: offered is exactly what a client sees that comes in the middle and misses nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Offered_ClientComesInTheMiddle_IsExactlyWhatItSees(int seed)
    {
        var time = Sim.Clock();
        var options = new SimulatorOptions { Rooms = 1, EventsPerSecond = 500, Seed = seed };
        var rooms = new Rooms(options, time);
        var world = new WorldLoop(options, rooms, time);
        world.Start();
        var broadcast = rooms.All[0].Current;
        Run(10);
        var opening = Built.Join(broadcast);
        Run(10);

        var seen = opening.History.Select(m => m.MsgId).Concat(opening.Sticky.Select(m => m.WrdsVersion)).ToHashSet();
        for (var position = opening.Start; broadcast.Log.Find(position) is { } batch; position++)
        {
            seen.UnionWith(BatchBuilder.Open(batch).Messages.Select(m => m.NeedWrdsStore ? m.WrdsVersion : m.MsgId));
        }

        foreach (var e in broadcast.Truth.Snapshot())
        {
            var number = long.Parse(e.Id[(e.Id.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(seen.Contains(number) == e.Offered, $"{e.Id} at {e.Position}, client from {opening.Start}, offered {e.Offered}");
        }

        void Run(int ticks)
        {
            for (var i = 0; i < ticks; i++)
            {
                time.Advance(TimeSpan.FromMilliseconds(200));
                world.Tick();
            }
        }
    }

    [Fact]
    public async Task Connect_FirstFrameDropped_NothingWasOffered()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("drop"), Sim.Clock());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);

        Sim.Chat(host, 1);

        Assert.Null(await viewer.NextAsync());
        Assert.Equal(0, host.Oracle.Counts.Offered);
    }

    [Fact]
    public async Task Connect_SecondConnectionWithoutACursor_FirstOnesFramesStayOffered()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), Sim.Clock());
        using (var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId))
        {
            await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
            Sim.Chat(host, 1);
            await viewer.NextMessageAsync();
        }

        await Sim.UntilAsync(() => host.Counters.Open.Now == 0);
        for (var i = 2; i < 30; i++)
        {
            Sim.Chat(host, i);
        }

        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await again.NextMessageAsync();

        Assert.Equal(29, host.Oracle.Counts.Offered);
    }

    [Fact]
    public async Task Fetch_Fresh_IsOfferedToo()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), Sim.Clock());
        Sim.Chat(host, 1);
        using var http = new HttpClient { BaseAddress = host.BaseUrl };

        await http.GetByteArrayAsync(new Uri($"/webcast/im/fetch/?room_id={host.Rooms[0].RoomId}", UriKind.Relative), Sim.Cancel);
        Sim.Chat(host, 2);

        Assert.Equal(2, host.Oracle.Counts.Offered);
    }
}
