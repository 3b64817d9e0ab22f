namespace DouyinIngest.Pipeline.Push;

/// <summary>How a request to the webhook ended. A closed set: every value is a metric label.</summary>
internal enum PushVerdict
{
    /// <summary>Everything of it is on the broker.</summary>
    Accepted = 0,

    /// <summary>It came before, and was given the first attempt's outcome.</summary>
    Repeated,

    /// <summary>It was passed on to the room's owner, whose answer is ours.</summary>
    Forwarded,

    /// <summary>A header is missing, or is not what it must be.</summary>
    BadHeader,

    /// <summary>The body is not said to be JSON.</summary>
    BadContentType,

    /// <summary>A message type that there is not, or that has no secret here.</summary>
    BadType,

    /// <summary>The signature is not that of its secret.</summary>
    BadSignature,

    /// <summary>Made too long ago, or in the future.</summary>
    Stale,

    /// <summary>The body is larger than allowed.</summary>
    TooLarge,

    /// <summary>Signed, and no JSON array of events.</summary>
    BadBody,

    /// <summary>No assignment is about this broadcast.</summary>
    UnknownRoom,

    /// <summary>The room is followed otherwise: one room has one transport.</summary>
    NotPushed,

    /// <summary>The room's owner is not known, or is not ready.</summary>
    NotYet,

    /// <summary>The owner that the log names did not answer.</summary>
    OwnerAway,

    /// <summary>Passed on to us, and not ours any more.</summary>
    Misdirected,

    /// <summary>Too much is held already.</summary>
    Busy,

    /// <summary>Kept, but the broker does not have it yet.</summary>
    NotDurable,

    /// <summary>The room stopped here before the broker had it.</summary>
    Stopped,

    /// <summary>The caller left before the body was read.</summary>
    CallerGone,
}
