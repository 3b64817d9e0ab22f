namespace DouyinIngest.Webcast.Telemetry;

/// <summary>Tells several listeners, in order.</summary>
public sealed class CompositeListener(params IReadOnlyList<IWebcastListener> listeners) : IWebcastListener
{
    // An array: enumerated without allocating, for every event.
    private readonly IWebcastListener[] _listeners = [.. listeners];

    public void Connecting(bool resume)
    {
        foreach (var listener in _listeners)
        {
            listener.Connecting(resume);
        }
    }

    public void Connected(bool resume, TimeSpan took)
    {
        foreach (var listener in _listeners)
        {
            listener.Connected(resume, took);
        }
    }

    public void ConnectFailed(bool resume, CloseReason reason)
    {
        foreach (var listener in _listeners)
        {
            listener.ConnectFailed(resume, reason);
        }
    }

    public void Disconnected(CloseReason reason)
    {
        foreach (var listener in _listeners)
        {
            listener.Disconnected(reason);
        }
    }

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay)
    {
        foreach (var listener in _listeners)
        {
            listener.BackingOff(reason, attempt, delay);
        }
    }

    public void TransportChanged(TransportChange change, CloseReason reason)
    {
        foreach (var listener in _listeners)
        {
            listener.TransportChanged(change, reason);
        }
    }

    public void FrameReceived(int bytes)
    {
        foreach (var listener in _listeners)
        {
            listener.FrameReceived(bytes);
        }
    }

    public void FrameRejected(DropReason reason)
    {
        foreach (var listener in _listeners)
        {
            listener.FrameRejected(reason);
        }
    }

    public void FrameRedelivered()
    {
        foreach (var listener in _listeners)
        {
            listener.FrameRedelivered();
        }
    }

    public void MessageDropped(DropReason reason)
    {
        foreach (var listener in _listeners)
        {
            listener.MessageDropped(reason);
        }
    }

    public void EventReceived(int kind)
    {
        foreach (var listener in _listeners)
        {
            listener.EventReceived(kind);
        }
    }

    public void EventMasked()
    {
        foreach (var listener in _listeners)
        {
            listener.EventMasked();
        }
    }

    public void EventTagged()
    {
        foreach (var listener in _listeners)
        {
            listener.EventTagged();
        }
    }

    public void HeartbeatSent()
    {
        foreach (var listener in _listeners)
        {
            listener.HeartbeatSent();
        }
    }

    public void AckSent()
    {
        foreach (var listener in _listeners)
        {
            listener.AckSent();
        }
    }
}
