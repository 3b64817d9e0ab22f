namespace DouyinIngest.Webcast.Events;

/// <summary>A line of chat.</summary>
public sealed record ChatEvent : LiveEvent
{
    /// <summary>What was said; of an emoji, the text that stands for it.</summary>
    public required string Content { get; init; }

    /// <summary>Which kind of line.</summary>
    public required ChatVariant Variant { get; init; }

    /// <summary>The emoji's number, emoji variant only; else 0.</summary>
    public required long EmojiId { get; init; }

    /// <summary>Names of the filter's word lists that mask or tag and that the line matched; where one masks, <see cref="Content"/> has stars.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Chat;
}
