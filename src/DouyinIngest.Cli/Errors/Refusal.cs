using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Cli.Errors;

/// <summary>What a person can do about each reason for which the upstream turns us away.</summary>
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
        CloseReason.ConsumerFailed => "the consumer of the events failed",
        _ => reason.ToString(),
    };

    /// <summary>What to do about it; empty when there is nothing to do.</summary>
    public static string Remedy(CloseReason reason) => reason switch
    {
        CloseReason.Network => "Look at the address, the name service, the network and the proxy.",
        CloseReason.Tls => "Look at the machine's clock and certificates, and at a proxy that puts itself in between.",
        CloseReason.IdleTimeout or CloseReason.MessageTimeout or CloseReason.RemoteClosed or CloseReason.CloseFrame => "It may work again at the next try.",
        CloseReason.SignatureRejected or CloseReason.SignerFailed =>
            "The real site wants a signature: name a sign service with --set Signing:Mode=http --set Signing:Url=…",
        CloseReason.DeviceBlocked => "Take fresh cookies of a browser with --cookie-file, and a sign service.",
        CloseReason.Forbidden => "Take fresh cookies of a browser with --cookie-file, and look at the sign service.",
        CloseReason.RoomNotFound => "Look at the number behind live.douyin.com/.",
        CloseReason.RoomOffline => "Try again when the anchor is live.",
        CloseReason.RateLimited => "Wait some minutes, and connect fewer rooms at once.",
        CloseReason.CredentialQuota => "Use another credential, or fewer rooms.",
        CloseReason.UpstreamError => "Try again later; cookies of a browser (--cookie-file) may help.",
        CloseReason.MessageTooLarge => "Raise Socket:MaxMessageBytes if the message is right.",
        _ => "",
    };

    /// <summary>The whole line: what, where, and what to do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="where">The room or the address.</param>
    /// <param name="detail">What was seen; may be empty.</param>
    public static string Line(CloseReason reason, string where, string detail)
    {
        var seen = detail.Length > 0 ? $" ({detail})" : "";
        var remedy = Remedy(reason);
        return $"{where}: {What(reason)}{seen}." + (remedy.Length > 0 ? " " + remedy : "");
    }
}
