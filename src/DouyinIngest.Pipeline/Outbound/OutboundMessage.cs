using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>What threads and tasks tell the loop; it deals with one at a time, in order.</summary>
internal abstract record OutboundMessage
{
    /// <summary>The next record of the outbound topic.</summary>
    public sealed record LineRead(OutboundLine Line) : OutboundMessage;

    /// <summary>Every line below it was read.</summary>
    public sealed record LinesReadTo(long Offset) : OutboundMessage;

    /// <summary>The next record of the results topic; null: none of ours.</summary>
    public sealed record ResultRead(OutboundResult? Result, long Offset, long Appended) : OutboundMessage;

    /// <summary>Every result below it was read.</summary>
    public sealed record ResultsReadTo(long Offset) : OutboundMessage;

    /// <summary>The broker's end of the results, asked for after the question was put.</summary>
    public sealed record EndIs(int Question, long Offset) : OutboundMessage;

    /// <summary>The outbound topic is another.</summary>
    public sealed record LinesReplaced : OutboundMessage;

    /// <summary>The results topic is another.</summary>
    public sealed record ResultsReplaced : OutboundMessage;

    /// <summary>The partitions of the checkpoint topic that are ours, with the epoch of each.</summary>
    public sealed record Owned(IReadOnlyDictionary<int, long> Partitions) : OutboundMessage;

    /// <summary>What became of a line that was to be said.</summary>
    public sealed record Said(LineId Line, ChatSendResult Result) : OutboundMessage;

    /// <summary>The process is to end.</summary>
    public sealed record Stop : OutboundMessage;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : OutboundMessage;
}
