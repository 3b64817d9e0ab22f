using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Verify;

/// <summary>One broadcast on the topics.</summary>
internal sealed record RoomRow
{
    public required long RoomId { get; init; }

    public string LiveId { get; init; } = "";

    /// <summary>Repetitions included.</summary>
    public long Records { get; init; }

    /// <summary>Records by kind, repetitions included; all seven, or none when nothing was read.</summary>
    public IReadOnlyDictionary<EventKind, long> Kinds { get; init; } = new Dictionary<EventKind, long>();

    /// <summary>Records too many.</summary>
    public long Repeated { get; init; }

    /// <summary>Ids with two contents.</summary>
    public long Contradictions { get; init; }

    /// <summary>Records in the wrong place.</summary>
    public long Disorder { get; init; }

    public long UnequalCombos { get; init; }

    public long Gaps { get; init; }

    /// <summary>True events that are not there; 0 without an oracle.</summary>
    public long Lost { get; init; }

    /// <summary>The longest time in which something happened and nothing was appended; null when that was not asked for.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Something is wrong beside repetitions.</summary>
    public bool IsWrong => Contradictions + Disorder + UnequalCombos + Lost > 0;
}
