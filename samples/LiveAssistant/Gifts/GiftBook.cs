using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Gifts;

/// <summary>
/// Decides which gifts are thanked for, and when: once a combo, when it has ended (by its last message, or because it has stood still; the connector
/// closes those), with the count that it ended with. A gift that stands alone ends at once.
/// </summary>
internal sealed class GiftBook
{
    private const int Memory = 10_000;
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The thanks that are due now; null: none. A combo that goes on after it was taken for ended is not thanked for twice.</summary>
    public Thanks? Take(GiftEvent gift)
    {
        if (!gift.Ended || gift.User is not { } user || !_ended.Add(gift.ComboId))
        {
            return null;
        }

        _order.Enqueue(gift.ComboId);
        if (_order.Count > Memory)
        {
            _ended.Remove(_order.Dequeue());
        }

        return new Thanks(gift.ComboId, user.Id, user.Name, gift.GiftId, gift.GiftName, gift.Total);
    }
}
