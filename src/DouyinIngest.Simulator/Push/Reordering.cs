using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Push;

/// <summary>Two neighbouring batches with messages changed between them.</summary>
internal static class Reordering
{
    /// <summary>
    /// The later half of the first and the earlier half of the second change places. The first frame and the Response in it keep the cursor of the
    /// batch before it: who holds only that one has not seen all of the first batch, and is sent both again.
    /// </summary>
    public static (Batch First, Batch Second) Swap(long roomId, Batch first, Batch second)
    {
        var a = BatchBuilder.Open(first).Messages;
        var b = BatchBuilder.Open(second).Messages;
        var keep = a.Count / 2;
        var take = (b.Count + 1) / 2;
        Message[] early = [.. a.Take(keep), .. b.Take(take)];
        Message[] late = [.. a.Skip(keep), .. b.Skip(take)];
        return (
            BatchBuilder.Build(roomId, first.Position - 1, first.Time, first.WrdsVersion, sticky: false, early) with { InLog = false },
            BatchBuilder.Build(roomId, second.Position, second.Time, second.WrdsVersion, sticky: false, late) with { InLog = false });
    }
}
