using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The kinds' names, as topics, metrics and <c>/rooms</c> write them.</summary>
internal static class EventKinds
{
    private static readonly string[] Names = ["", "chat", "gift", "like", "enter", "follow", "share", "room"];

    public static string Name(EventKind kind) => Names[(int)kind];
}
