using System.Globalization;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Filters;

/// <summary>From options to rules: every mistake is reported, not the first. Reads the lists' files.</summary>
internal static class FilterReader
{
    private const string MaskedUser = "111111";
    private static readonly string KindWords = string.Join(", ", Enum.GetNames<EventKind>().Skip(1).Select(static name => name.ToLowerInvariant()));

    /// <summary>The rules, and what of the options cannot be; the rules are of no use when there is anything.</summary>
    public static (FilterRules Rules, IReadOnlyList<FilterMistake> Mistakes) Read(FilterOptions options)
    {
        var mistakes = new List<FilterMistake>();
        var lists = Lists(options, mistakes);
        CheckKinds(options.Kinds, nameof(FilterOptions.Kinds), mistakes);
        CheckKinds(options.ExcludedKinds, nameof(FilterOptions.ExcludedKinds), mistakes);
        CheckUsers(options.BlockedUsers, mistakes);
        if (options.Kinds.Count > 0 && options.Kinds.All(options.ExcludedKinds.Contains))
        {
            mistakes.Add(new([nameof(FilterOptions.ExcludedKinds)], "takes away every kind that Kinds leaves", "Leave one, or do not follow the room."));
        }

        if (options.MinGiftValue < 0)
        {
            mistakes.Add(new([nameof(FilterOptions.MinGiftValue)], Text($"is {options.MinGiftValue}"), "Make it a number of diamonds, 0 for all gifts."));
        }

        return (new FilterRules
        {
            Lists = lists,
            IgnoreSeparators = options.IgnoreSeparators,
            Kinds = [.. options.Kinds.Distinct().Order()],
            ExcludedKinds = [.. options.ExcludedKinds.Distinct().Order()],
            BlockedUsers = [.. options.BlockedUsers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            MinGiftValue = options.MinGiftValue,
        }, mistakes);
    }

    private static List<WordList> Lists(FilterOptions options, List<FilterMistake> mistakes)
    {
        var lists = new List<WordList>();
        foreach (var (name, list) in options.Words.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            string[] path = [nameof(FilterOptions.Words), name];
            if (name.Length is 0 or > FilterRules.MaxNameLength || !name.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                mistakes.Add(new(path, "is no name of a list", Text($"Use 1 to {FilterRules.MaxNameLength} letters, digits, '.', '-' and '_'.")));
            }

            if (!Enum.IsDefined(list.Action))
            {
                mistakes.Add(new([.. path, nameof(WordListOptions.Action)], "is no action", "Make it drop, mask or tag."));
            }

            var words = new List<string>();
            for (var i = 0; i < list.Words.Count; i++)
            {
                Take(list.Words[i], [.. path, nameof(WordListOptions.Words), Text($"{i}")], options.IgnoreSeparators, words, mistakes);
            }

            foreach (var (line, word) in FileWords(list, path, mistakes))
            {
                Take(word, [.. path, nameof(WordListOptions.File), Text($"{line}")], options.IgnoreSeparators, words, mistakes);
            }

            if (words.Count == 0 && mistakes.Count == 0)
            {
                mistakes.Add(new(path, "has no words", "Give Words or File, or remove the list."));
            }

            lists.Add(new WordList(name, list.Action, words));
        }

        if (lists.Count > FilterRules.MaxLists || lists.Sum(static list => list.Words.Count) > FilterRules.MaxWords)
        {
            mistakes.Add(new(
                [nameof(FilterOptions.Words)],
                Text($"has {lists.Count} lists and {lists.Sum(static list => list.Words.Count)} words"),
                Text($"Give at most {FilterRules.MaxLists} and {FilterRules.MaxWords}.")));
        }

        return lists;
    }

    private static void Take(string? word, IReadOnlyList<string> path, bool ignoreSeparators, List<string> words, List<FilterMistake> mistakes)
    {
        var trimmed = word?.Trim() ?? "";
        var length = TextFolding.Fold(trimmed, ignoreSeparators).Length;
        if (length is > 0 and <= FilterRules.MaxWordLength)
        {
            words.Add(trimmed);
            return;
        }

        mistakes.Add(length == 0
            ? new(path, "has nothing that is compared: it is empty, or all of it is passed over", "Remove it.")
            : new(path, Text($"has {length} characters"), Text($"Make it at most {FilterRules.MaxWordLength}; a part of it is enough.")));
    }

    private static IEnumerable<(int Line, string Word)> FileWords(WordListOptions list, string[] path, List<FilterMistake> mistakes)
    {
        if (string.IsNullOrWhiteSpace(list.File))
        {
            return [];
        }

        try
        {
            return WordFile.Read(list.File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            mistakes.Add(new([.. path, nameof(WordListOptions.File)], $"cannot be used: {e.Message}", "Name a text file that this process can read, one word a line."));
            return [];
        }
    }

    private static void CheckKinds(IList<EventKind> kinds, string member, List<FilterMistake> mistakes)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i] == EventKind.None || !Enum.IsDefined(kinds[i]))
            {
                mistakes.Add(new([member, Text($"{i}")], "is no kind", $"Make it one of {KindWords}."));
            }
        }
    }

    private static void CheckUsers(IList<string> users, List<FilterMistake> mistakes)
    {
        const string member = nameof(FilterOptions.BlockedUsers);
        if (users.Count > FilterRules.MaxBlockedUsers)
        {
            mistakes.Add(new([member], Text($"has {users.Count} people"), Text($"Give at most {FilterRules.MaxBlockedUsers}.")));
        }

        for (var i = 0; i < users.Count; i++)
        {
            if (string.Equals(users[i], MaskedUser, StringComparison.Ordinal))
            {
                mistakes.Add(new([member, Text($"{i}")], $"is {MaskedUser}, which is everybody whom the upstream masks", "Block by sec_uid instead."));
            }
            else if (users[i] is not { Length: > 0 and <= FilterRules.MaxUserLength } user || user.Any(static c => c is <= ' ' or > '~'))
            {
                mistakes.Add(new([member, Text($"{i}")], "is no user id and no sec_uid", "Use the id (digits) or the sec_uid (MS4wLjABAAAA…) as events carry them."));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
