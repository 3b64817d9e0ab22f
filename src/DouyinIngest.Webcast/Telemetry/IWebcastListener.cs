namespace DouyinIngest.Webcast.Telemetry;

/// <summary>
/// Hears what happens on the way from socket to event. The connector's statistics and the service's metrics implement it.
/// Called from the room's loop, from timers and from delivery threads at once: implementations are thread-safe, fast, and never throw.
/// </summary>
public interface IWebcastListener
{
    /// <summary>A session is being opened. <paramref name="resume"/>: with a cursor of ours.</summary>
    void Connecting(bool resume);

    /// <summary>A session is open.</summary>
    void Connected(bool resume, TimeSpan took);

    /// <summary>A session could not be opened.</summary>
    void ConnectFailed(bool resume, CloseReason reason);

    /// <summary>An open session ended.</summary>
    void Disconnected(CloseReason reason);

    /// <summary>The connection waits before its next attempt.</summary>
    void BackingOff(CloseReason reason, int attempt, TimeSpan delay);

    /// <summary>A room that may go either way goes another way than before.</summary>
    /// <param name="change">From where to where.</param>
    /// <param name="reason">Why the way before was left, or could not be gone.</param>
    void TransportChanged(TransportChange change, CloseReason reason)
    {
    }

    /// <summary>A whole WebSocket message, or the answer to a poll, was read.</summary>
    void FrameReceived(int bytes);

    /// <summary>A frame could not be read or was not understood.</summary>
    void FrameRejected(DropReason reason);

    /// <summary>A frame that was re-delivered while the original is still on its way to the broker.</summary>
    void FrameRedelivered();

    /// <summary>A message yielded no event.</summary>
    void MessageDropped(DropReason reason);

    /// <summary>A message became an event of this kind (<see cref="Events.EventKind"/> as its public number).</summary>
    void EventReceived(int kind);

    /// <summary>A filter put stars into the text of a chat that is handed on.</summary>
    void EventMasked()
    {
    }

    /// <summary>A chat that is handed on carries the name of a filter's list that tags.</summary>
    void EventTagged()
    {
    }

    /// <summary>A heartbeat was handed to the socket.</summary>
    void HeartbeatSent();

    /// <summary>An upstream ack was handed to the socket.</summary>
    void AckSent();
}
