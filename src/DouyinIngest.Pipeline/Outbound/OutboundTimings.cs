using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>The times that lines go by.</summary>
/// <param name="Interval">Between two lines of a room.</param>
/// <param name="Expiry">An older line is refused instead of said.</param>
/// <param name="SendWithin">A line whose acceptance took longer to stand in the log is not said any more: this process may have been stopped meanwhile.</param>
/// <param name="Grace">After how long without a result a line that another took is unknown. Longer than anybody needs who still lives.</param>
internal sealed record OutboundTimings(TimeSpan Interval, TimeSpan Expiry, TimeSpan SendWithin, TimeSpan Grace)
{
    private static readonly TimeSpan Accepting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static OutboundTimings Of(OutboundOptions outbound, ChatOptions chat)
        => new(chat.Interval, outbound.Expiry, Accepting, Accepting + chat.Timeout + Margin);
}
