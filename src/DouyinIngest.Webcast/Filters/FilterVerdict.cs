using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Filters;

/// <summary>What a filter did with one event.</summary>
/// <param name="Dropped">Why it is left out; <see cref="DropReason.None"/>: it is handed on.</param>
/// <param name="Masked">Its text was changed.</param>
/// <param name="Tagged">It carries the name of a list that only tags.</param>
internal readonly record struct FilterVerdict(DropReason Dropped, bool Masked = false, bool Tagged = false)
{
    public bool Passes => Dropped == DropReason.None;

    /// <summary>Tells what was done, with the event or without it.</summary>
    public void Tell(IWebcastListener listener)
    {
        if (Dropped != DropReason.None)
        {
            listener.MessageDropped(Dropped);
            return;
        }

        if (Masked)
        {
            listener.EventMasked();
        }

        if (Tagged)
        {
            listener.EventTagged();
        }
    }
}
