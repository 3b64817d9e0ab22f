using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>Reads the numbers of one gift message (PROTOCOL 4.3), without any memory.</summary>
internal static class GiftCounts
{
    /// <summary>More pieces than this are nonsense; it keeps sums and products within 64 bits.</summary>
    private const long MostPieces = int.MaxValue;

    /// <summary>Pieces so far: repeat_count, else group_count × combo_count; 0 when neither tells.</summary>
    public static long Cumulative(in GiftView gift)
        => gift.RepeatCount > 0 ? Math.Min(gift.RepeatCount, MostPieces)
            : Math.Min(Clamp(gift.GroupCount) * Clamp(gift.ComboCount), MostPieces);

    /// <summary>
    /// What makes a combo: giver, receiver, gift and group; 0 when the message names no group, so that it stands alone.
    /// A masked giver shares its id with all others, so sec_uid and name stand in for it.
    /// </summary>
    public static ulong KeyOf(in GiftView gift, in LiveEventView view)
    {
        if (gift.GroupId == 0 && gift.TraceId.IsEmpty)
        {
            return 0;
        }

        var group = gift.GroupId != 0 ? (ulong)gift.GroupId : Hash64.Of(gift.TraceId);
        var key = view.User.Masked || view.User.Id == 0
            ? view.User.SecUid.IsEmpty ? Hash64.Of(view.User.Name, (ulong)view.User.Id) : Hash64.Of(view.User.SecUid)
            : Hash64.Mix(1, (ulong)view.User.Id);
        key = Hash64.Mix(key, (ulong)view.ToUser.Id);
        key = Hash64.Mix(key, (ulong)view.GiftId);
        return Math.Max(1, Hash64.Mix(key, group));
    }

    private static long Clamp(long value) => Math.Clamp(value, 0, MostPieces);
}
