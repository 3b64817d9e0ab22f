using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class BroadcastTests
{
    [Fact]
    public void Open_EmptyCursor_StickyThenHistoryThenLive()
    {
        var broadcast = Filled(30);
        var opening = broadcast.Open("");
        Assert.False(opening.Resumed);
        Assert.Equal(31, opening.Start);
        Assert.Equal([1000], opening.Sticky.Select(m => m.WrdsVersion));
        Assert.Equal(Enumerable.Range(15, 15).Select(i => (long)i + 1), opening.History.Select(m => m.MsgId));
        Assert.Equal(0, opening.Missed);
    }

    [Fact]
    public void Open_KnownCursor_ExactlyTheNextBatch()
    {
        var broadcast = Filled(30);
        var opening = broadcast.Open(broadcast.Log.Find(10)!.Cursor);
        Assert.True(opening.Resumed);
        Assert.Equal(11, opening.Start);
        Assert.Empty(opening.History);
        Assert.NotEmpty(opening.Sticky);
    }

    [Fact]
    public void Open_HistoryCursor_ShowsTheSameHistoryAgain()
    {
        var broadcast = Filled(30);
        var first = broadcast.Open(null);
        Add(broadcast, 100);
        var again = broadcast.Open(Cursor.Format(broadcast.RoomId, first.Start - 1, Sim.Now, history: true));
        Assert.Equal(first.History, again.History);
        Assert.Equal(first.Start, again.Start);
    }

    [Fact]
    public void Open_CursorTooOld_IsAsEmptyAndTellsTheGap()
    {
        var broadcast = Filled(30, new SimulatorOptions { Quiet = true, ReplayDepth = 5 });
        var opening = broadcast.Open(Cursor.Format(broadcast.RoomId, 10, Sim.Now));
        Assert.False(opening.Resumed);
        Assert.Equal(31, opening.Start);
        Assert.Equal(20, opening.Missed);
    }

    [Fact]
    public void Open_OldPlace_ShowsTheStickyStateOfThatPlace()
    {
        var broadcast = Filled(3);
        broadcast.Append([Stats(2000)], sticky: true);
        broadcast.Append([Stats(3000)], sticky: true);
        Assert.Equal(1000, broadcast.Open(broadcast.Log.Find(2)!.Cursor).Sticky.Single().WrdsVersion);
        Assert.Equal(3000, broadcast.Open(null).Sticky.Single().WrdsVersion);
    }

    [Fact]
    public void Read_BehindTheLog_SkipsAndCounts()
    {
        var broadcast = Filled(30, new SimulatorOptions { Quiet = true, ReplayDepth = 5 });
        var position = 3L;
        var batch = broadcast.Read(ref position, out var missed);
        Assert.Equal(26, position);
        Assert.Equal(26, batch!.Position);
        Assert.Equal(23, missed);
    }

    [Fact]
    public void Emit_SameIdTwice_IsOneEvent()
    {
        var broadcast = Sim.Broadcast();
        var item = (new Message { Method = "WebcastChatMessage", MsgId = 9 }, (Google.Protobuf.IMessage)Sim.ChatOf("a"));
        broadcast.Emit([item]);
        broadcast.Emit([item]);
        Assert.Equal(2, broadcast.Log.Next);
        Assert.Single(broadcast.Truth.Snapshot());
    }

    [Fact]
    public void Append_Batch_CarriesAResponseAsTheProtocolHasIt()
    {
        var broadcast = Filled(1);
        var batch = broadcast.Log.Find(1)!;
        var response = BatchBuilder.Open(batch);
        Assert.Equal(15, response.HeartbeatDuration);
        Assert.True(response.NeedAck);
        Assert.Equal(batch.Time, response.Now);
        Assert.Equal(batch.InternalExt, response.InternalExt);
        Assert.Contains("|wss_msg_type:r|", response.InternalExt, StringComparison.Ordinal);
        Assert.Contains($"_d-{broadcast.RoomId}_u-1", response.Cursor, StringComparison.Ordinal);
        Assert.Equal(0, response.FetchInterval);
        Assert.Equal(0x1f, batch.Compressed[0]);
        Assert.Contains("wss_msg_type:wrds", BatchBuilder.Open(broadcast.Log.Find(0)!).InternalExt, StringComparison.Ordinal);
    }

    private static Broadcast Filled(int chats, SimulatorOptions? options = null)
    {
        var broadcast = Sim.Broadcast(options);
        broadcast.Append([Stats(1000)], sticky: true);
        for (var i = 1; i <= chats; i++)
        {
            Add(broadcast, i);
        }

        return broadcast;
    }

    private static void Add(Broadcast broadcast, long msgId)
        => broadcast.Append([new WorldMessage(new Message { Method = "WebcastChatMessage", MsgId = msgId }, FactReader.Read(Sim.ChatOf("a")))], sticky: false);

    private static WorldMessage Stats(long version) => new(
        new Message { Method = "WebcastRoomStatsMessage", MsgId = version, NeedWrdsStore = true, WrdsVersion = version },
        new EventFacts(OracleKind.Room));
}
