namespace DouyinIngest.Simulator.Truth;

/// <summary>Gift arithmetic: single gifts add up, progress of a combo counts by its maximum, an end adds nothing.</summary>
internal static class ComboSums
{
    /// <summary>Totals per key, in order of first appearance.</summary>
    public static IReadOnlyList<OracleCombo> Of(IEnumerable<EventFacts> events)
    {
        var order = new List<(long, long, long, long)>();
        var sums = new Dictionary<(long, long, long, long), OracleCombo>();
        foreach (var facts in events)
        {
            if (facts.Gift is not { } gift)
            {
                continue;
            }

            var key = (facts.UserId, gift.ToUserId, gift.GiftId, gift.GroupId);
            if (!sums.TryGetValue(key, out var sum))
            {
                order.Add(key);
                sum = new OracleCombo(facts.UserId, gift.ToUserId, gift.GiftId, gift.GroupId, 0, 0, false, gift.Combo, 0);
            }

            var total = gift.Combo ? Math.Max(sum.Total, gift.Cumulative) : sum.Total + gift.Cumulative;
            sums[key] = sum with
            {
                Total = total,
                Value = total * gift.Diamonds,
                Ended = sum.Ended || gift.Ended,
                Messages = sum.Messages + 1,
            };
        }

        return order.ConvertAll(key => sums[key]);
    }
}
