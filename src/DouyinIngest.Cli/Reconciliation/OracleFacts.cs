using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What a simulator's oracle says of an event, in the form of <see cref="FactsHash"/>.</summary>
internal static class OracleFacts
{
    public static int Of(EventKind kind, long userId, string? content, long count, long giftId) => FactsHash.Of(
        kind,
        userId,
        kind == EventKind.Chat ? content ?? "" : "",
        kind switch
        {
            EventKind.Like => count,
            EventKind.Gift => giftId,
            _ => 0,
        });
}
