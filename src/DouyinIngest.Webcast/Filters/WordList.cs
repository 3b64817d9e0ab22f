namespace DouyinIngest.Webcast.Filters;

/// <summary>One list of words, checked.</summary>
/// <param name="Name">What a chat carries when it matches.</param>
/// <param name="Action">What becomes of the chat.</param>
/// <param name="Words">As they were given, those of a file behind the others.</param>
internal sealed record WordList(string Name, WordAction Action, IReadOnlyList<string> Words)
{
    public bool Equals(WordList? other)
        => other is not null && Action == other.Action && string.Equals(Name, other.Name, StringComparison.Ordinal) && Words.SequenceEqual(other.Words, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Name, Action, Words.Count);
}
