using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Filters;

/// <summary>
/// Decides which events are handed on, and changes them as its rules say. Comes behind ids, dedupe and gift totals, so those are right whatever it
/// leaves out. Thread-safe; allocates only for chats that match.
/// </summary>
internal sealed class EventFilter
{
    private readonly FilterRules _rules;
    private readonly WordMatcher? _words;
    private readonly BlockedUsers? _blocked;
    private readonly byte[][] _names;
    private readonly uint _kinds;

    public EventFilter(FilterRules rules)
    {
        _rules = rules;
        _words = rules.Lists.Count == 0 ? null : new WordMatcher(rules.Lists, rules.IgnoreSeparators);
        _blocked = rules.BlockedUsers.Count == 0 ? null : new BlockedUsers(rules.BlockedUsers);
        _names = [.. rules.Lists.Select(static list => Encoding.UTF8.GetBytes(list.Name))];
        _kinds = (rules.Kinds.Count == 0 ? uint.MaxValue : Bits(rules.Kinds)) & ~Bits(rules.ExcludedKinds);
    }

    /// <summary>The filter that an application's options describe; null: they leave everything as it is.</summary>
    /// <exception cref="ArgumentException">They cannot be; every mistake is in the message.</exception>
    public static EventFilter? Of(FilterOptions options)
    {
        var (rules, mistakes) = FilterReader.Read(options);
        return mistakes.Count > 0 ? throw new ArgumentException(string.Join(' ', mistakes.Select(static mistake => mistake.Setting)), nameof(options))
            : rules.IsEmpty ? null : new EventFilter(rules);
    }

    /// <summary>Whether events of this kind may be handed on.</summary>
    public bool Wants(EventKind kind) => (_kinds >> (int)kind & 1) != 0;

    /// <summary>Looks at an event and changes it: the text of what is masked, the lists that it matched, the count of a combo that reaches the least value.</summary>
    public FilterVerdict Apply(ref LiveEventView e)
    {
        if (!Wants(e.Kind))
        {
            return new FilterVerdict(DropReason.FilteredKind);
        }

        if (_blocked is not null && _blocked.Contains(e.User))
        {
            return new FilterVerdict(DropReason.FilteredUser);
        }

        return e.Kind switch
        {
            EventKind.Gift when _rules.MinGiftValue > 0 => ApplyValue(ref e),
            EventKind.Chat when _words is not null => ApplyWords(_words, ref e),
            _ => default,
        };
    }

    // Totals only grow, so all that came before of a combo was left out exactly if its total then was worth too little: the sum of the counts
    // that are handed on is the combo's total, or nothing.
    private FilterVerdict ApplyValue(ref LiveEventView e)
    {
        if ((Int128)e.Diamonds * e.GiftTotal < _rules.MinGiftValue)
        {
            return new FilterVerdict(DropReason.FilteredValue);
        }

        if ((Int128)e.Diamonds * (e.GiftTotal - e.GiftCount) < _rules.MinGiftValue)
        {
            e.GiftCount = e.GiftTotal;
        }

        return default;
    }

    private FilterVerdict ApplyWords(WordMatcher words, ref LiveEventView e)
    {
        var found = words.Find(e.Content);
        return found == 0 ? default : ApplyFound(words, found, ref e);
    }

    // Apart, so that what it allocates is not allocated for every chat.
    private FilterVerdict ApplyFound(WordMatcher words, ulong found, ref LiveEventView e)
    {
        var masked = (found & words.Masking) != 0;
        List<byte[]> matched = [.. e.Matched];
        for (var i = 0; i < _names.Length; i++)
        {
            if ((found >> i & 1) == 0)
            {
                continue;
            }

            if (_rules.Lists[i].Action == WordAction.Drop)
            {
                return new FilterVerdict(DropReason.FilteredWord);
            }

            if (!matched.Exists(name => name.AsSpan().SequenceEqual(_names[i])))
            {
                matched.Add(_names[i]);
            }
        }

        e.Content = masked ? words.Mask(e.Content) : e.Content;
        e.Matched = matched.ToArray();
        return new FilterVerdict(DropReason.None, masked, Tagged: (found & ~words.Masking) != 0);
    }

    private static uint Bits(IEnumerable<EventKind> kinds) => kinds.Aggregate(0u, static (all, kind) => all | 1u << (int)kind);
}
