namespace DouyinIngest.Webcast.Events;

/// <summary>A burst of likes.</summary>
public sealed record LikeEvent : LiveEvent
{
    /// <summary>Taps of this burst; bursts are sampled upstream, so their sum is below the total.</summary>
    public required long Count { get; init; }

    /// <summary>Likes of the room so far.</summary>
    public required long Total { get; init; }

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Like;
}
