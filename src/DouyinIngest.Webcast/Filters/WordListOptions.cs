namespace DouyinIngest.Webcast.Filters;

/// <summary>A list of words and what becomes of a chat that has one of them in it.</summary>
public sealed class WordListOptions
{
    /// <summary>Default: the chat is left out.</summary>
    public WordAction Action { get; set; } = WordAction.Drop;

    /// <summary>The words; each 1 to 64 characters as they are compared (docs/filters.md says how).</summary>
    public IList<string> Words { get; set; } = [];

    /// <summary>Path of a file with more words, one a line, UTF-8, at most 16 MiB; lines that begin with # are comments. Read once.</summary>
    public string? File { get; set; }
}
