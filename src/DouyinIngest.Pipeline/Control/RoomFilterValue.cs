using System.Text.Json;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The member <c>filters</c> of a room's record, read and written. Pure: it names no files, since every instance must understand it alike.</summary>
internal static class RoomFilterValue
{
    private const string Kinds = "kinds";
    private const string ExcludedKinds = "excludedKinds";
    private const string BlockedUsers = "blockedUsers";
    private const string MinGiftValue = "minGiftValue";
    private const string IgnoreSeparators = "ignoreSeparators";
    private const string Words = "words";
    private const string Action = "action";

    private static readonly Dictionary<string, EventKind> KindsByWord = Enum.GetValues<EventKind>()
        .Where(kind => kind != EventKind.None).ToDictionary(EventWords.Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, WordAction> ActionsByWord = Enum.GetValues<WordAction>().ToDictionary(Word, StringComparer.Ordinal);

    /// <summary>Reads it; null: it leaves nothing out.</summary>
    /// <param name="value">Any JSON.</param>
    /// <param name="path">What it is called in messages.</param>
    /// <exception cref="ControlFormatException">It is refused.</exception>
    public static FilterRules? Read(JsonElement value, string path)
    {
        var members = JsonMembers.Of(value, path, Kinds, ExcludedKinds, BlockedUsers, MinGiftValue, IgnoreSeparators, Words);
        var options = new FilterOptions
        {
            Kinds = ReadKinds(members, Kinds, "all; to follow none, pause the room"),
            ExcludedKinds = ReadKinds(members, ExcludedKinds, "none"),
            BlockedUsers = members.Texts(BlockedUsers) ?? [],
            MinGiftValue = members.Integer(MinGiftValue, 0, int.MaxValue) ?? 0,
            IgnoreSeparators = members.Flag(IgnoreSeparators) ?? false,
            Words = ReadWords(members),
        };
        var (rules, mistakes) = FilterReader.Read(options);
        return mistakes.Count == 0
            ? rules.IsEmpty ? null : rules
            : throw JsonMembers.Wrong($"{path}.{MemberOf(mistakes[0].Path)} {mistakes[0].Reason}", mistakes[0].Remedy);
    }

    /// <summary>The object that reads as <paramref name="rules"/>; what is as by default is left out.</summary>
    public static void Write(Utf8JsonWriter json, FilterRules rules)
    {
        json.WriteStartObject();
        WriteTexts(json, Kinds, rules.Kinds.Select(EventWords.Of));
        WriteTexts(json, ExcludedKinds, rules.ExcludedKinds.Select(EventWords.Of));
        WriteTexts(json, BlockedUsers, rules.BlockedUsers);
        if (rules.MinGiftValue != 0)
        {
            json.WriteNumber(MinGiftValue, rules.MinGiftValue);
        }

        if (rules.IgnoreSeparators)
        {
            json.WriteBoolean(IgnoreSeparators, true);
        }

        if (rules.Lists.Count > 0)
        {
            json.WriteStartObject(Words);
            foreach (var list in rules.Lists)
            {
                json.WriteStartObject(list.Name);
                json.WriteString(Action, Word(list.Action));
                WriteTexts(json, Words, list.Words);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>For a person: what of it there is, on one line.</summary>
    public static IEnumerable<string> Summary(FilterRules rules)
    {
        if (rules.Kinds.Count > 0)
        {
            yield return "kinds " + string.Join(',', rules.Kinds.Select(EventWords.Of));
        }

        if (rules.ExcludedKinds.Count > 0)
        {
            yield return "not " + string.Join(',', rules.ExcludedKinds.Select(EventWords.Of));
        }

        foreach (var list in rules.Lists)
        {
            yield return FormattableString.Invariant($"{Word(list.Action)}s {list.Words.Count} words ({list.Name})");
        }

        if (rules.BlockedUsers.Count > 0)
        {
            yield return FormattableString.Invariant($"blocks {rules.BlockedUsers.Count} users");
        }

        if (rules.MinGiftValue > 0)
        {
            yield return FormattableString.Invariant($"gifts from {rules.MinGiftValue}");
        }
    }

    private static List<EventKind> ReadKinds(JsonMembers members, string name, string leftOut)
    {
        if (members.Find(name) is not { } kinds)
        {
            return [];
        }

        var path = members.PathOf(name);
        string[] words = [.. KindsByWord.Keys];
        return kinds.ValueKind == JsonValueKind.Array && kinds.GetArrayLength() > 0
            ? [.. kinds.EnumerateArray().Select(kind => KindsByWord[JsonMembers.Word(kind, path, words)])]
            : throw JsonMembers.Wrong(
                $"{path} is {JsonMembers.Shown(kinds)}",
                $"Make it a list of kinds, of {string.Join(", ", words)}; leave it out for {leftOut}.");
    }

    private static Dictionary<string, WordListOptions> ReadWords(JsonMembers members)
    {
        var lists = new Dictionary<string, WordListOptions>(StringComparer.Ordinal);
        if (members.Find(Words) is not { } value)
        {
            return lists;
        }

        foreach (var (name, path, element) in JsonMembers.Any(value, members.PathOf(Words)).All())
        {
            var list = JsonMembers.Of(element, path, Action, Words);
            lists[name] = new WordListOptions
            {
                Action = ActionsByWord[list.Word(Action, [.. ActionsByWord.Keys]) ?? Word(WordAction.Drop)],
                Words = list.Texts(Words) ?? [],
            };
        }

        return lists;
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var open = false;
        foreach (var text in texts)
        {
            if (!open)
            {
                json.WriteStartArray(name);
                open = true;
            }

            json.WriteStringValue(text);
        }

        if (open)
        {
            json.WriteEndArray();
        }
    }

    // "Words:ads:Words:3" of the settings is "words.ads.words.3" here; the name of a list stays as it is.
    private static string MemberOf(IReadOnlyList<string> path)
        => string.Join('.', path.Select((part, i) => i == 1 && string.Equals(path[0], nameof(FilterOptions.Words), StringComparison.Ordinal) ? JsonMembers.Capped(part) : JsonNamingPolicy.CamelCase.ConvertName(part)));

    private static string Word(WordAction action) => action switch
    {
        WordAction.Mask => "mask",
        WordAction.Tag => "tag",
        _ => "drop",
    };
}
