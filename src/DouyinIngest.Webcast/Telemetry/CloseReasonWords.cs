namespace DouyinIngest.Webcast.Telemetry;

/// <summary>
/// The end of a session in a few words. Those that are about the signature say "signature", those about the room say "room", and no others do:
/// a program may look for the word.
/// </summary>
public static class CloseReasonWords
{
    /// <summary>The words for <paramref name="reason"/>; every value of the enum has some.</summary>
    public static string For(CloseReason reason) => reason switch
    {
        CloseReason.Stopped => "stopped",
        CloseReason.RemoteClosed => "the upstream closed the connection",
        CloseReason.Network => "the upstream cannot be reached",
        CloseReason.Tls => "TLS with the upstream failed",
        CloseReason.IdleTimeout => "the upstream fell silent",
        CloseReason.MessageTimeout => "the upstream began a message and did not end it",
        CloseReason.MessageTooLarge => "the upstream sent a message that is too large",
        CloseReason.UnreadableFrame => "the upstream sent a frame that cannot be read",
        CloseReason.CloseFrame => "the upstream told us to close",
        CloseReason.BroadcastEnded => "the room's broadcast has ended",
        CloseReason.SignatureRejected => "the upstream refused the signature",
        CloseReason.DeviceBlocked => "the upstream blocked this device",
        CloseReason.Forbidden => "the upstream forbade it",
        CloseReason.RoomNotFound => "there is no such room",
        CloseReason.RoomOffline => "the room is offline",
        CloseReason.RateLimited => "the upstream limits how often we may ask",
        CloseReason.CredentialQuota => "the credential is at its limit",
        CloseReason.UpstreamError => "the upstream gave an answer that is of no use",
        CloseReason.SignerFailed => "no signature: the sign service could not be used",
        CloseReason.CredentialUnknown => "the credential has no app id here",
        CloseReason.PushNotConfigured => "pushes of the Open Platform are not set up in this process",
        CloseReason.PushRefused => "the Open Platform did not let the tasks be started",
        CloseReason.Upgraded => "polling was left for the socket",
        CloseReason.ConsumerFailed => "the consumer of the events failed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a close reason"),
    };
}
