namespace DouyinIngest.Webcast;

/// <summary>Counts failures at one place of the stream: the third settles it.</summary>
internal sealed class UnreadableFrames
{
    private const int Last = 3;

    private string? _cursor;
    private int _failures;

    /// <summary>A frame behind <paramref name="cursor"/> failed. True: it has had its chances and is given up.</summary>
    public bool GiveUp(string cursor)
    {
        if (!string.Equals(_cursor, cursor, StringComparison.Ordinal))
        {
            (_cursor, _failures) = (cursor, 0);
        }

        _failures++;
        return _failures >= Last;
    }
}
