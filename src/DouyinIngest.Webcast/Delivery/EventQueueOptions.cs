using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Delivery;

/// <summary>What may wait between the socket and the application.</summary>
public sealed class EventQueueOptions
{
    /// <summary>Events that may wait, 1 to 1,000,000; default 1,000. A frame goes in whole, so one that is larger waits until it is alone.</summary>
    public int Capacity { get; set; } = 1_000;

    /// <summary>
    /// Kinds of which the oldest are dropped when the queue is full. Default none: then the socket is not read until there is room, and nothing is
    /// lost. Only what is named is dropped, so chats and gifts are safe unless somebody names them; when nothing of the named kinds waits, the
    /// socket does. What is dropped counts as consumed: its frame is acknowledged.
    /// </summary>
    public IList<EventKind> DropOldest { get; set; } = [];
}
