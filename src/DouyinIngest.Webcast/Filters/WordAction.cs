namespace DouyinIngest.Webcast.Filters;

/// <summary>What becomes of a chat that has a word of a list in it.</summary>
public enum WordAction
{
    /// <summary>It is left out.</summary>
    Drop = 0,

    /// <summary>Each character of the word becomes a <c>*</c>, and the chat carries the list's name.</summary>
    Mask = 1,

    /// <summary>It stays as it is and carries the list's name.</summary>
    Tag = 2,
}
