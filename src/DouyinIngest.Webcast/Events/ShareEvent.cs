namespace DouyinIngest.Webcast.Events;

/// <summary>Somebody shared the broadcast.</summary>
public sealed record ShareEvent : LiveEvent
{
    /// <summary>The upstream's code of where to: 1 WeChat, 2 Moments, 3 Weibo, 4 QZone, 5 QQ, 112 friends, …</summary>
    public required string Target { get; init; }

    /// <summary>Shares of the broadcast; 0 when not told.</summary>
    public required long Total { get; init; }

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Share;
}
