using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Filters;

/// <summary>
/// Which events are handed on, and how chats are changed before. Nothing is left out by default. What is left out is counted by reason, and
/// acknowledged to the upstream like what was handed on.
/// </summary>
public sealed class FilterOptions
{
    public const string SectionName = "Filter";

    private const string DropList = "drop";
    private const string MaskList = "mask";

    /// <summary>
    /// Lists of words by their names (1 to 64 letters, digits, '.', '-' and '_'; at most 64 lists, 200,000 words in all). They are looked for in the
    /// text of chats, all of them in one pass.
    /// </summary>
    public IDictionary<string, WordListOptions> Words { get; set; } = new Dictionary<string, WordListOptions>(StringComparer.Ordinal);

    /// <summary>Whether spaces, punctuation and signs between the characters of a word are passed over. Default false: they end it.</summary>
    public bool IgnoreSeparators { get; set; }

    /// <summary>The only kinds that are handed on; none: all.</summary>
    public IList<EventKind> Kinds { get; set; } = [];

    /// <summary>Kinds that are not handed on.</summary>
    public IList<EventKind> ExcludedKinds { get; set; } = [];

    /// <summary>People whose events are not handed on, by user id (digits) or sec_uid. Not 111111, which is everybody whom the upstream masks.</summary>
    public IList<string> BlockedUsers { get; set; } = [];

    /// <summary>
    /// Gifts of less are not handed on: diamonds × pieces, of a combo those so far. The first event of a combo that reaches it counts the pieces before
    /// it too. Default 0: all gifts.
    /// </summary>
    public long MinGiftValue { get; set; }

    /// <summary>Chats with one of these words are left out.</summary>
    public FilterOptions DropWords(params IEnumerable<string> words) => Add(DropList, WordAction.Drop, words);

    /// <summary>These words become stars; the chat's <see cref="ChatEvent.Matched"/> then has "mask".</summary>
    public FilterOptions MaskWords(params IEnumerable<string> words) => Add(MaskList, WordAction.Mask, words);

    /// <summary>A chat with one of these words has <paramref name="list"/> in its <see cref="ChatEvent.Matched"/>.</summary>
    public FilterOptions TagWords(string list, params IEnumerable<string> words) => Add(list, WordAction.Tag, words);

    /// <summary>Only these kinds are handed on.</summary>
    public FilterOptions OnlyKinds(params IEnumerable<EventKind> kinds) => With(() => Kinds = [.. Kinds, .. kinds]);

    /// <summary>These kinds are not handed on.</summary>
    public FilterOptions WithoutKinds(params IEnumerable<EventKind> kinds) => With(() => ExcludedKinds = [.. ExcludedKinds, .. kinds]);

    /// <summary>Nothing of these people is handed on; user ids or sec_uids.</summary>
    public FilterOptions BlockUsers(params IEnumerable<string> users) => With(() => BlockedUsers = [.. BlockedUsers, .. users]);

    /// <summary>Only gifts worth this many diamonds and more are handed on.</summary>
    public FilterOptions WithMinGiftValue(long diamonds) => With(() => MinGiftValue = diamonds);

    private FilterOptions Add(string list, WordAction action, IEnumerable<string> words) => With(() =>
    {
        ArgumentNullException.ThrowIfNull(words);
        if (!Words.TryGetValue(list, out var there))
        {
            Words[list] = there = new WordListOptions { Action = action };
        }

        if (there.Action != action)
        {
            throw new ArgumentException($"The list '{list}' has the action {there.Action} already; give the words another list.", nameof(list));
        }

        there.Words = [.. there.Words, .. words];
    });

    private FilterOptions With(Action change)
    {
        change();
        return this;
    }
}
