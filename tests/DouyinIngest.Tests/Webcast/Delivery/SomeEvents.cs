using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Webcast.Delivery;

/// <summary>One event of each kind.</summary>
internal static class SomeEvents
{
    public static LiveEvent Of(EventKind kind) => LiveEvents.From(new LiveEventView { Kind = kind, RoomId = 7, ReceivedTime = 1 });
}
