using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>A hash of the few things that a record and an oracle both say of an event. Good within this process only.</summary>
internal static class FactsHash
{
    /// <param name="kind">What it is about.</param>
    /// <param name="userId">Who did it; 0 nobody.</param>
    /// <param name="text">A chat's content; else empty.</param>
    /// <param name="number">A like's count, a gift's gift id; else 0.</param>
    public static int Of(EventKind kind, long userId, string text, long number) => HashCode.Combine((int)kind, userId, text, number);
}
