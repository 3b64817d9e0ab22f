using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>An order to say something, as it was read.</summary>
/// <param name="Id">Where it stands.</param>
/// <param name="Key">The record's key as text: the live id of the room.</param>
/// <param name="Text">What to say; empty when it is refused. Never logged.</param>
internal sealed record OutboundLine(LineId Id, string Key, string Text)
{
    /// <summary>The writer's own name for it; empty when none was given. Stands in every result.</summary>
    public string Name { get; init; } = "";

    /// <summary>Copied into every result.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When its writer made it; null when not told.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Why it cannot be said whatever the room; null when it can.</summary>
    public ChatSendResult? Refusal { get; init; }
}
