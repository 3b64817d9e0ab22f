using DouyinIngest.Protos.Ops.V1;

namespace DouyinIngest.Cli.Verify;

/// <summary>A hole that the service has told of on the status topic.</summary>
/// <param name="EventId">The status record's; one hole, one id.</param>
/// <param name="LiveId">The room.</param>
/// <param name="RoomId">The broadcast; 0 unknown.</param>
/// <param name="From">Upstream's clock; null unknown.</param>
/// <param name="To">Upstream's clock; null unknown.</param>
/// <param name="Reason">Why, as a word.</param>
/// <param name="Estimate">Events that may be missing.</param>
internal sealed record GapRow(string EventId, string LiveId, long RoomId, DateTimeOffset? From, DateTimeOffset? To, string Reason, long Estimate)
{
    /// <summary>The hole that <paramref name="status"/> tells of; null when it tells of something else.</summary>
    public static GapRow? Of(Status status) => status.Gap is { } gap
        ? new GapRow(
            status.EventId, status.LiveId, status.RoomId, gap.From?.ToDateTimeOffset(), gap.To?.ToDateTimeOffset(), gap.Reason, gap.EstimatedEvents)
        : null;
}
