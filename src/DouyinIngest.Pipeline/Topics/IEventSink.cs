using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The last stage of the path: takes events and puts them on their topics.</summary>
internal interface IEventSink
{
    /// <summary>
    /// Hands one event over: encodes it, begins it on <paramref name="delivery"/>, and settles it there when the broker has it (or its
    /// dead letter). Keeps the order of calls per room and topic. Never blocks; the caller keeps what is in flight within the budget.
    /// </summary>
    void Publish(in LiveEventView e, RoomKey room, Delivery delivery);

    /// <summary>
    /// Hands over what has no kind of ours, as it came, for the topic <c>other</c>; begins and settles on <paramref name="delivery"/> as an event does.
    /// Nothing happens while that topic is off.
    /// </summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="about">What they are, and their event id.</param>
    /// <param name="room">Whose they are.</param>
    /// <param name="delivery">Waits for it.</param>
    void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery);

    /// <summary>Puts bytes that could not be understood on the dead-letter topic; begins and settles on <paramref name="delivery"/> likewise.</summary>
    /// <param name="raw">The bytes; capped by the sink.</param>
    /// <param name="room">Whose they are.</param>
    /// <param name="method">The message's method, or empty for a whole frame.</param>
    /// <param name="stage">frame, message or record.</param>
    /// <param name="reason">Why.</param>
    /// <param name="delivery">Waits for it.</param>
    void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery);
}
