using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Hears what happens in a room from the socket to the broker's confirmation. Thread-safe, fast, never throws.</summary>
internal interface IRoomListener : IWebcastListener
{
    /// <summary>Every record of a frame, and of all frames before it, is on the broker.</summary>
    /// <param name="sinceReceived">From the frame's last byte to now.</param>
    /// <param name="sinceSent">From the server's clock in the frame to now; null when it told none.</param>
    void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent);

    /// <summary>The room went on behind something that it could not have.</summary>
    void GapCounted(GapReason reason, long missed);

    /// <summary>An event that was received was not published, on purpose: the in-flight budget was nearly spent.</summary>
    /// <param name="kind">The number of its kind.</param>
    void EventShed(int kind);

    /// <summary>A fault of ours in one room was contained.</summary>
    void RoomFaulted();
}
