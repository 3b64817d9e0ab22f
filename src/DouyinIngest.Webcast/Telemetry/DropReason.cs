namespace DouyinIngest.Webcast.Telemetry;

/// <summary>Why something that came from the upstream did not become an event. A closed set: every value is a metric label.</summary>
public enum DropReason
{
    /// <summary>Nothing was dropped.</summary>
    None = 0,

    /// <summary>Frame: the bytes are no PushFrame.</summary>
    BadEnvelope,

    /// <summary>Frame: the payload cannot be decompressed.</summary>
    BadCompression,

    /// <summary>Frame: the payload inflates beyond <c>Frame:MaxInflatedBytes</c>.</summary>
    InflatedTooLarge,

    /// <summary>Frame: the payload inflates by more than <c>Frame:MaxRatio</c>.</summary>
    RatioTooHigh,

    /// <summary>Frame: the inflated bytes are no Response.</summary>
    BadResponse,

    /// <summary>Frame: more messages than <c>Frame:MaxMessages</c>.</summary>
    TooManyMessages,

    /// <summary>Frame: a payload_type that we do not know; counted, kept open.</summary>
    UnknownPayloadType,

    /// <summary>Message: the payload is not what its method says.</summary>
    BadMessage,

    /// <summary>Message: a string is longer than <c>Frame:MaxStringBytes</c>.</summary>
    StringTooLong,

    /// <summary>Message: its event id was seen before.</summary>
    Duplicate,

    /// <summary>Message: sticky state that is not newer than what we have.</summary>
    StaleState,

    /// <summary>Message: a method that makes no event.</summary>
    NoEvent,

    /// <summary>Message: a method that we have never heard of.</summary>
    UnknownMethod,

    /// <summary>Message: an event of a kind that a filter leaves out.</summary>
    FilteredKind,

    /// <summary>Message: an event of a person whom a filter blocks.</summary>
    FilteredUser,

    /// <summary>Message: a gift worth less than a filter wants.</summary>
    FilteredValue,

    /// <summary>Message: a chat with a word that a filter drops.</summary>
    FilteredWord,
}
