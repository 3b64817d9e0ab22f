namespace DouyinIngest.Webcast.Recordings;

/// <summary>What becomes of one field of a message. A field without a rule is taken out.</summary>
internal enum ScrubRule
{
    /// <summary>Stays: a number, a time, a word of the upstream's own.</summary>
    Keep,

    /// <summary>An id; another stands in its place.</summary>
    Id,

    /// <summary>Words, or an id in words; others stand in their place.</summary>
    Words,

    /// <summary>A message; its own rules hold.</summary>
    Inside,
}
