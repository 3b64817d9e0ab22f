namespace DouyinIngest.Webcast.Telemetry;

/// <summary>Why a session ended or never began. A closed set: every value is a metric label, and each has a remedy of its own.</summary>
public enum CloseReason
{
    /// <summary>We were asked to stop.</summary>
    Stopped = 0,

    /// <summary>The upstream closed the socket, politely or not.</summary>
    RemoteClosed,

    /// <summary>The connection broke: reset, aborted, name or route not found.</summary>
    Network,

    /// <summary>TLS could not be set up or the certificate was not accepted.</summary>
    Tls,

    /// <summary>No frame of any kind for two heartbeat intervals.</summary>
    IdleTimeout,

    /// <summary>A message began and did not end within <c>Socket:MessageTimeout</c>.</summary>
    MessageTimeout,

    /// <summary>A message larger than <c>Socket:MaxMessageBytes</c>.</summary>
    MessageTooLarge,

    /// <summary>A frame that cannot be read; the room resumes from its watermark.</summary>
    UnreadableFrame,

    /// <summary>The upstream sent a <c>close</c> frame.</summary>
    CloseFrame,

    /// <summary>The broadcast has ended.</summary>
    BroadcastEnded,

    /// <summary>The signature was refused.</summary>
    SignatureRejected,

    /// <summary>HTTP 200 in place of 101 with <c>Handshake-Msg: DEVICE_BLOCKED</c>.</summary>
    DeviceBlocked,

    /// <summary>HTTP 403.</summary>
    Forbidden,

    /// <summary>There is no such room.</summary>
    RoomNotFound,

    /// <summary>The room exists and is not live.</summary>
    RoomOffline,

    /// <summary>HTTP 429 or the upstream's word for it.</summary>
    RateLimited,

    /// <summary>The credential holds as many rooms as it may.</summary>
    CredentialQuota,

    /// <summary>Any other answer: 5xx, an empty 200, HTML in place of what was asked.</summary>
    UpstreamError,

    /// <summary>The sign service could not be used.</summary>
    SignerFailed,

    /// <summary>The consumer of the events threw.</summary>
    ConsumerFailed,

    /// <summary>The room's assignment names an app credential whose app id this process does not have; nothing was sent.</summary>
    CredentialUnknown,

    /// <summary>Polling was left for the socket, which works again.</summary>
    Upgraded,

    /// <summary>The room's transport is push, and this process lacks what that takes.</summary>
    PushNotConfigured,

    /// <summary>The Open Platform did not let the room's tasks be started.</summary>
    PushRefused,
}
