using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Filters;

/// <summary>What a filter says, checked and immutable; equal when it says the same. An <see cref="EventFilter"/> is made of it where it is run.</summary>
internal sealed record FilterRules
{
    public const int MaxLists = 64;
    public const int MaxWords = 200_000;
    public const int MaxWordLength = 64;
    public const int MaxNameLength = 64;
    public const int MaxBlockedUsers = 100_000;

    /// <summary>Longest user id or sec_uid.</summary>
    public const int MaxUserLength = 256;

    /// <summary>Leaves nothing out.</summary>
    public static FilterRules None { get; } = new();

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<WordList> Lists { get; init; } = [];

    public bool IgnoreSeparators { get; init; }

    /// <summary>Sorted, each once; none: all.</summary>
    public IReadOnlyList<EventKind> Kinds { get; init; } = [];

    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<EventKind> ExcludedKinds { get; init; } = [];

    /// <summary>User ids and sec_uids, sorted, each once.</summary>
    public IReadOnlyList<string> BlockedUsers { get; init; } = [];

    public long MinGiftValue { get; init; }

    public bool IsEmpty => Equals(None);

    public bool Equals(FilterRules? other)
        => other is not null
            && IgnoreSeparators == other.IgnoreSeparators
            && MinGiftValue == other.MinGiftValue
            && Kinds.SequenceEqual(other.Kinds)
            && ExcludedKinds.SequenceEqual(other.ExcludedKinds)
            && BlockedUsers.SequenceEqual(other.BlockedUsers, StringComparer.Ordinal)
            && Lists.SequenceEqual(other.Lists);

    public override int GetHashCode() => HashCode.Combine(IgnoreSeparators, MinGiftValue, Kinds.Count, ExcludedKinds.Count, BlockedUsers.Count, Lists.Count);
}
