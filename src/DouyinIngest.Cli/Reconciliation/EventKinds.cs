using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The seven kinds and the words that the output contract has for them.</summary>
internal static class EventKinds
{
    /// <summary>In the order of their public numbers.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
        [EventKind.Chat, EventKind.Gift, EventKind.Like, EventKind.Enter, EventKind.Follow, EventKind.Share, EventKind.Room];

    public static string Word(EventKind kind) => kind switch
    {
        EventKind.Chat => "chat",
        EventKind.Gift => "gift",
        EventKind.Like => "like",
        EventKind.Enter => "enter",
        EventKind.Follow => "follow",
        EventKind.Share => "share",
        EventKind.Room => "room",
        _ => "unknown",
    };

    /// <summary>The kind of a word; null when it is none of the seven.</summary>
    public static EventKind? Parse(string word)
    {
        foreach (var kind in All)
        {
            if (string.Equals(Word(kind), word, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return null;
    }
}
