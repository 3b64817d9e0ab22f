using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>Where a line stands, as far as this instance has read.</summary>
internal enum LinePhase
{
    /// <summary>Nobody has taken it.</summary>
    Open = 0,

    /// <summary>We wrote that we take it, and have not read yet who was first.</summary>
    Accepting,

    /// <summary>Another has taken it.</summary>
    Foreign,

    /// <summary>It is ours and being said.</summary>
    Saying,

    /// <summary>Its result is written and not read back yet.</summary>
    Telling,

    /// <summary>Its result stands in the log.</summary>
    Final,
}

/// <summary>One line that has no result yet, or whose result was read before itself.</summary>
internal sealed class TrackedLine(LineId id)
{
    public LineId Id { get; } = id;

    public LinePhase Phase { get; set; }

    /// <summary>Null until it is read.</summary>
    public OutboundLine? Line { get; set; }

    public TimeSpan ReadAt { get; set; }

    /// <summary>When we wrote that we take it, or read that another has.</summary>
    public TimeSpan TakenAt { get; set; }

    /// <summary>Who was first to take it; null: nobody yet.</summary>
    public string? Taker { get; set; }

    /// <summary>Why it will not be said though we take it; null: it will.</summary>
    public ChatSendResult? Refusal { get; set; }

    public ChatTarget Room { get; set; }

    public long Epoch { get; set; }

    /// <summary>The end that must be read before another's line is given up.</summary>
    public EndQuestion? Question { get; set; }
}
