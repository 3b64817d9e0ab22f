using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>One record of the results topic.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Key">The line's key.</param>
/// <param name="State">What it says.</param>
/// <param name="Instance">Who says it.</param>
internal sealed record OutboundResult(LineId Line, string Key, OutboundState State, string Instance)
{
    /// <summary>Offset of the claim under which it was written.</summary>
    public long Epoch { get; init; }

    public ChatReason Reason { get; init; }

    /// <summary>One bounded line for a person; never the text.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The event that the line became; empty when it was not said or the site did not tell.</summary>
    public string EventId { get; init; } = "";

    /// <summary>The writer's own name for the line.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Nothing that follows changes it.</summary>
    public bool IsFinal => State != OutboundState.Accepted;
}
