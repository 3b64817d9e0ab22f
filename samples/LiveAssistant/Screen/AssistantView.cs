namespace LiveAssistant.Screen;

/// <summary>What the screen shows at one moment.</summary>
internal sealed record AssistantView
{
    public required string Room { get; init; }

    public required string State { get; init; }

    public required string Responder { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<ChatRow> Chats { get; init; } = [];

    /// <summary>Newest last.</summary>
    public IReadOnlyList<GiftRow> Gifts { get; init; } = [];

    public AssistantCounts Counts { get; init; } = new();

    /// <summary>What went wrong last; empty: nothing did.</summary>
    public string Trouble { get; init; } = "";
}

/// <summary>A line of the room.</summary>
/// <param name="Who">Who said it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Own">The assistant did.</param>
internal sealed record ChatRow(string Who, string Text, bool Own);

/// <summary>A gift or a combo.</summary>
/// <param name="Who">Who gave it.</param>
/// <param name="Gift">What.</param>
/// <param name="Count">How many so far.</param>
/// <param name="State">Still counting, ended, thanked.</param>
internal sealed record GiftRow(string Who, string Gift, long Count, GiftState State);

internal enum GiftState
{
    Counting = 0,
    Ended,
    Thanked,
}

/// <summary>Numbers since the start.</summary>
internal sealed record AssistantCounts
{
    public long Chats { get; init; }

    public long Answered { get; init; }

    /// <summary>Questions dropped for being late.</summary>
    public long Late { get; init; }

    public long Combos { get; init; }

    public long Thanked { get; init; }

    public long LinesSent { get; init; }

    public long LinesNotSent { get; init; }

    /// <summary>Own lines that were seen in the room.</summary>
    public long OwnSeen { get; init; }

    public int QuestionsWaiting { get; init; }

    public int ThanksWaiting { get; init; }
}
