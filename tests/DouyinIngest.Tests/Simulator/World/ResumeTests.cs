using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.World;

/// <summary>Whatever frame a client took last: with its cursor the rest comes, all of it and in order.</summary>
public sealed class ResumeTests
{
    [Fact]
    public void Open_CursorOfEveryBatch_GoesOnWithTheNext()
    {
        var broadcast = Built.Filled(40);

        for (var position = 0; position < 41; position++)
        {
            var opening = broadcast.Open(broadcast.Log.Find(position)!.Cursor);

            Assert.Equal((true, position + 1L, 0L), (opening.Resumed, opening.Start, opening.Missed));
            Assert.Equal(Enumerable.Range(position + 1, 40 - position).Select(i => (long)i), Built.IdsFrom(broadcast, opening.Start));
        }
    }

    [Fact]
    public void Open_CursorInsideTheResponse_IsTheSamePlace()
    {
        var broadcast = Built.Filled(10);

        for (var position = 0; position < 11; position++)
        {
            Assert.Equal(position + 1, broadcast.Open(BatchBuilder.Open(broadcast.Log.Find(position)!).Cursor).Start);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(41)]
    [InlineData(1000)]
    public void Open_PlaceThatIsNoBatch_IsBeforeTheFirstOrFresh(long position)
    {
        var broadcast = Built.Filled(40);

        var opening = broadcast.Open(Cursor.Format(broadcast.RoomId, position, Sim.Now));

        Assert.Equal((position < 0, position < 0 ? 0 : 41L), (opening.Resumed, opening.Start));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Opening_EachFrame_NamesWhatIsStillToCome(bool sticky, bool history)
    {
        var broadcast = Sim.Broadcast();
        if (sticky)
        {
            broadcast.Append([Built.Stats(1000)], sticky: true);
        }

        for (var i = 1; history && i <= 5; i++)
        {
            Built.Add(broadcast, i);
        }

        var opening = broadcast.Open(null);
        var frames = OpeningBatches.Of(broadcast.RoomId, opening, Sim.Now).ToList();

        Assert.Equal((sticky ? 1 : 0) + (history ? 1 : 0), frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            foreach (var cursor in (string[])[frames[i].Cursor, BatchBuilder.Open(frames[i]).Cursor])
            {
                var again = broadcast.Open(cursor);
                Assert.True(again.Resumed);
                Assert.Equal(opening.Start, again.Start);
                Assert.Equal(i < frames.Count - 1 ? opening.History : [], again.History);
            }
        }
    }

    [Fact]
    public void Open_LostBetweenStickyAndHistory_SameHistoryHoweverMuchHasHappened()
    {
        var broadcast = Built.Filled(30);
        var first = broadcast.Open(null);
        var sticky = OpeningBatches.Of(broadcast.RoomId, first, Sim.Now).First();
        for (var i = 0; i < 20; i++)
        {
            Built.Add(broadcast, [.. Enumerable.Range(1000 + (i * 100), 100).Select(id => (long)id)]);
        }

        var again = broadcast.Open(sticky.Cursor);

        Assert.Equal(15, again.History.Count);
        Assert.Equal(first.History.Select(m => m.MsgId), again.History.Select(m => m.MsgId));
    }

    [Fact]
    public void Open_ManyFreshOnes_EachHasTheHistoryOfItsPlace()
    {
        var broadcast = Built.Filled(0, new SimulatorOptions { Quiet = true, ReplayDepth = 20, HistorySize = 2 });
        for (var i = 1; i < 100; i++)
        {
            Built.Add(broadcast, i);

            var opening = broadcast.Open(null);

            Assert.Equal(i > 1 ? [i - 1, i] : [1L], opening.History.Select(m => m.MsgId));
        }
    }

    [Fact]
    public void Open_CursorTooOldAtTheEdge_TheLastThatCanResume()
    {
        var broadcast = Built.Filled(30, new SimulatorOptions { Quiet = true, ReplayDepth = 5 });

        Assert.Equal(26, broadcast.Log.First);
        Assert.True(broadcast.Open(Cursor.Format(broadcast.RoomId, 25, Sim.Now)).Resumed);
        var late = broadcast.Open(Cursor.Format(broadcast.RoomId, 24, Sim.Now));
        Assert.False(late.Resumed);
        Assert.Equal(6, late.Missed);
    }
}
