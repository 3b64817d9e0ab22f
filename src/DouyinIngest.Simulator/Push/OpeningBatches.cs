using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Push;

/// <summary>What a connection is sent before the stream: the sticky set, then history.</summary>
internal static class OpeningBatches
{
    /// <summary>
    /// The frames of an opening. Until the last one of them the cursor says that history is still to come, so that a connection lost
    /// in between is shown it again.
    /// </summary>
    public static IEnumerable<Batch> Of(long roomId, Opening opening, long now)
    {
        var before = opening.Start - 1;
        if (opening.Sticky.Count > 0)
        {
            yield return BatchBuilder.Build(roomId, before, now, opening.WrdsVersion, sticky: true, opening.Sticky, history: opening.History.Count > 0) with
            {
                InLog = false,
                Outside = opening.Resumed ? [] : opening.Sticky,
            };
        }

        if (opening.History.Count > 0)
        {
            yield return BatchBuilder.Build(roomId, before, now, opening.WrdsVersion, sticky: false, opening.History) with
            {
                InLog = false,
                Outside = opening.Resumed ? [] : opening.History,
            };
        }
    }
}
