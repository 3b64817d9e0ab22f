using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Cli.Errors;

/// <summary>Why the upstream turned us away, and what a person can do about it.</summary>
internal static class Refusal
{
    /// <summary>What happened, in a few words.</summary>
    public static string What(CloseReason reason) => reason switch
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
        CloseReason.BroadcastEnded => "the broadcast has ended",
        CloseReason.SignatureRejected => "the upstream refused the signature",
        CloseReason.DeviceBlocked => "the upstream blocked this device",
        CloseReason.Forbidden => "the upstream forbade it",
        CloseReason.RoomNotFound => "there is no such room",
        CloseReason.RoomOffline => "the room is offline",
        CloseReason.RateLimited => "the upstream limits how often we may ask",
        CloseReason.CredentialQuota => "the credential holds as many rooms as it may",
        CloseReason.UpstreamError => "the upstream gave an answer that is of no use",
        CloseReason.SignerFailed => "the sign service could not be used",
        CloseReason.CredentialUnknown => "the credential has no app id here",
        CloseReason.Upgraded => "polling was left for the socket",
        CloseReason.ConsumerFailed => "the consumer of the events failed",
        _ => reason.ToString(),
    };

    /// <summary>The whole line: what, where, and what to do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="where">The room or the address.</param>
    /// <param name="detail">What was seen; may be empty.</param>
    public static string Line(CloseReason reason, string where, string detail)
    {
        var seen = detail.Length > 0 ? $" ({detail})" : "";
        return $"{where}: {What(reason)}{seen}. {Remedies.For(reason)}";
    }
}
