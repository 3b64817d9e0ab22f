namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>What became of one push in its room.</summary>
internal enum PushOutcome
{
    /// <summary>Everything of it is on the broker, or was before.</summary>
    Durable = 0,

    /// <summary>Its body is not what it must be; what of it could be kept is a dead letter on the broker.</summary>
    Unreadable,

    /// <summary>The room stopped here before the broker had it: it must come again.</summary>
    Stopped,
}
