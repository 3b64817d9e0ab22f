namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Counts failures in a row at one cursor: the third settles the matter. A pure decision with its state.</summary>
internal struct FailureStreak
{
    /// <summary>How often the same place is tried before the room goes on behind it.</summary>
    public const int Limit = 3;

    private string? _cursor;
    private int _count;

    /// <summary>One more failure behind <paramref name="cursor"/>; true when it is the third there, and counting begins anew.</summary>
    public bool Settles(string cursor)
    {
        _count = string.Equals(_cursor, cursor, StringComparison.Ordinal) ? _count + 1 : 1;
        _cursor = cursor;
        if (_count < Limit)
        {
            return false;
        }

        _count = 0;
        _cursor = null;
        return true;
    }
}
