namespace DouyinIngest.Webcast.Events;

/// <summary>Somebody follows the anchor.</summary>
public sealed record FollowEvent : LiveEvent
{
    /// <summary>Followers of the anchor; 0 when not told.</summary>
    public required long FollowCount { get; init; }

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Follow;
}
