namespace DouyinIngest.Webcast.Recordings;

/// <summary>How a recording ends.</summary>
public enum RecordingTail
{
    /// <summary>Not read that far yet.</summary>
    Unread = 0,

    /// <summary>The recorder ended it.</summary>
    Whole,

    /// <summary>The recorder was cut short between two records: nothing that stands in the file is missing.</summary>
    NotEnded,

    /// <summary>The recorder was cut short within a record; everything before it is there.</summary>
    HalfRecord,

    /// <summary>A record was changed after it was written; nothing behind it can be read.</summary>
    Damaged,
}
