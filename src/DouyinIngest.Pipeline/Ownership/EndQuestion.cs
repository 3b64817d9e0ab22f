namespace DouyinIngest.Pipeline.Ownership;

/// <summary>A question for the end of the partition, and what came back.</summary>
internal sealed class EndQuestion(int number)
{
    public int Number => number;

    /// <summary>Null until it is answered.</summary>
    public long? End { get; set; }

    /// <summary>A reader that stands here has read everything that was written when the question was asked.</summary>
    public bool IsReached(long position) => End is { } end && position >= end;
}
