using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Push;

/// <summary>A message that moved to a later frame must never be behind the cursor of an earlier one.</summary>
public sealed class ReorderingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(100, 99)]
    public void Swap_AnySizes_NothingIsLostWhereverTheConnectionDrops(int first, int second)
    {
        var broadcast = Sim.Broadcast();
        Built.Add(broadcast, 1);
        long[] a = [.. Enumerable.Range(1000, first)];
        long[] b = [.. Enumerable.Range(2000, second)];
        Built.Add(broadcast, a);
        Built.Add(broadcast, b);
        Built.Add(broadcast, 9);
        var (early, late) = Reordering.Swap(broadcast.RoomId, broadcast.Log.Find(1)!, broadcast.Log.Find(2)!);
        var (inEarly, inLate) = (Ids(early), Ids(late));
        long[] all = [1, .. a, .. b, 9];

        Assert.Equal(a.Concat(b).Order(), inEarly.Concat(inLate).Order());
        Assert.Contains(inEarly, id => id >= 2000);
        Assert.Contains(inLate, id => id is >= 1000 and < 2000);

        foreach (var cursor in Cursors(early))
        {
            long[] held = [1, .. inEarly, .. Built.IdsFrom(broadcast, broadcast.Open(cursor).Start)];
            Assert.Equal(all.Order(), held.Distinct().Order());
        }

        foreach (var cursor in Cursors(late))
        {
            long[] held = [1, .. inEarly, .. inLate, .. Built.IdsFrom(broadcast, broadcast.Open(cursor).Start)];
            Assert.Equal(all.Order(), held.Order());
        }
    }

    [Fact]
    public void Swap_AtTheVeryBeginning_FirstCursorIsBeforeAll()
    {
        var broadcast = Sim.Broadcast();
        Built.Add(broadcast, 1, 2);
        Built.Add(broadcast, 3, 4);

        var (early, _) = Reordering.Swap(broadcast.RoomId, broadcast.Log.Find(0)!, broadcast.Log.Find(1)!);

        Assert.Equal((true, 0L), (broadcast.Open(early.Cursor).Resumed, broadcast.Open(early.Cursor).Start));
    }

    [Fact]
    public void Swap_Frames_AreThoseOfAConnectionAndNoSpoiledOnes()
    {
        var broadcast = Built.Filled(2);

        var (early, late) = Reordering.Swap(broadcast.RoomId, broadcast.Log.Find(1)!, broadcast.Log.Find(2)!);

        Assert.All([early, late], frame => Assert.Equal((false, false, 1000L), (frame.InLog, frame.Sticky, frame.WrdsVersion)));
        Assert.Equal(broadcast.Log.Find(2)!.Cursor, late.Cursor);
    }

    private static long[] Ids(Batch batch) => [.. BatchBuilder.Open(batch).Messages.Select(m => m.MsgId)];

    private static string[] Cursors(Batch batch) => [batch.Cursor, BatchBuilder.Open(batch).Cursor];
}
