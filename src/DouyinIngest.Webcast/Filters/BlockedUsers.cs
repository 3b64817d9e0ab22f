using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Filters;

/// <summary>People by their user id or sec_uid, looked up by the bytes of a view. Immutable.</summary>
internal sealed class BlockedUsers
{
    private readonly HashSet<long> _ids;
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _secUids;

    public BlockedUsers(IReadOnlyList<string> users)
    {
        _ids = [.. users.Select(Id).Where(static id => id != 0)];
        HashSet<byte[]> secUids = new(users.Where(static user => Id(user) == 0).Select(static user => Encoding.UTF8.GetBytes(user)), Comparer.Instance);
        _secUids = secUids.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool Contains(in UserView user) => user.Present && (_ids.Contains(user.Id) || (!user.SecUid.IsEmpty && _secUids.Contains(user.SecUid)));

    private static long Id(string user) => long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public bool Equals(ReadOnlySpan<byte> one, byte[] other) => one.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> bytes) => (int)Hash64.Of(bytes);

        public byte[] Create(ReadOnlySpan<byte> bytes) => bytes.ToArray();
    }
}
