namespace DouyinIngest.Webcast.Events;

/// <summary>Somebody came in.</summary>
public sealed record EnterEvent : LiveEvent
{
    /// <summary>People in the room.</summary>
    public required long Online { get; init; }

    /// <summary>How the person came in, when told.</summary>
    public required EnterWay Way { get; init; }

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Enter;
}
