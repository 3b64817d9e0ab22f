namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// Notices a topic that confirms nothing although records are under way. The client itself says nothing while it looks for a topic that is
/// unknown or forbidden, since its records never expire. Used by one thread.
/// </summary>
internal sealed class StallWatch(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long _published = -1;
    private long _movedAt;

    /// <summary>Whether nothing has moved for 10 s.</summary>
    /// <param name="published">Records confirmed so far.</param>
    /// <param name="underWay">Records that wait for it.</param>
    public bool IsStalled(long published, long underWay)
    {
        if (published != _published || underWay == 0)
        {
            _published = published;
            _movedAt = time.GetTimestamp();
            return false;
        }

        return time.GetElapsedTime(_movedAt) >= Patience;
    }
}
