using System.Runtime.InteropServices;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// What waits for the broker on behalf of one frame: counts the records that were handed over and not yet settled. The reader of the
/// frame holds one count until the frame is read whole (<see cref="Seal"/>), so it cannot complete early.
/// A record <em>settles</em> when the broker has confirmed it, or has confirmed its dead letter. Thread-safe: reports arrive on several threads at once.
/// </summary>
internal abstract class Delivery
{
    private int _unsettled = 1;
    private volatile bool _abandoned;
    private GCHandle _handle;

    /// <summary>Whether every record of the frame has settled and the frame was read whole.</summary>
    public bool IsComplete => Volatile.Read(ref _unsettled) == 0 && !_abandoned;

    /// <summary>
    /// What native code carries in our stead, so that a report finds its way back. Made at the first record, on the room's loop, and freed
    /// by the last count; every record holds a count until its report has been dealt with, so no report ever meets a freed handle.
    /// </summary>
    internal nint Handle
    {
        get
        {
            if (!_handle.IsAllocated)
            {
                _handle = GCHandle.Alloc(this);
            }

            return GCHandle.ToIntPtr(_handle);
        }
    }

    /// <summary>A record is about to be handed to the client; called before the hand-over.</summary>
    /// <param name="bytes">Key and value.</param>
    public void Begin(int bytes)
    {
        Interlocked.Increment(ref _unsettled);
        OnBegin(bytes);
    }

    /// <summary>A record has settled.</summary>
    /// <param name="bytes">The same number as at its <see cref="Begin"/>.</param>
    public void Settle(int bytes)
    {
        OnSettle(bytes);
        Release();
    }

    /// <summary>A record will never settle, since the client is going away: the delivery never completes, but holds nothing native any more.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Release();
    }

    /// <summary>The frame was read whole: nothing more will begin.</summary>
    public void Seal() => Release();

    /// <summary>Counts bytes in flight; called on the room's loop.</summary>
    protected abstract void OnBegin(int bytes);

    /// <summary>Gives bytes back; called on a delivery thread.</summary>
    protected abstract void OnSettle(int bytes);

    /// <summary>Everything has settled; called once, on whichever thread was last. Must not block.</summary>
    protected abstract void OnComplete();

    /// <summary>Makes a completed delivery ready for another frame. Only when it is complete, and nobody else holds it.</summary>
    protected void Rearm() => Volatile.Write(ref _unsettled, 1);

    private void Release()
    {
        if (Interlocked.Decrement(ref _unsettled) != 0)
        {
            return;
        }

        if (_handle.IsAllocated)
        {
            _handle.Free();
        }

        if (!_abandoned)
        {
            OnComplete();
        }
    }
}
