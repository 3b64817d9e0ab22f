using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What an operator can do about each reason; a table.</summary>
internal static class Remedies
{
    public static string For(CloseReason reason) => reason switch
    {
        CloseReason.Stopped => "Nothing: it was asked to stop.",
        CloseReason.RemoteClosed => "Nothing: it reconnects by itself. If it repeats at once, look at the signature and the cookie.",
        CloseReason.Network => "Look at the network and at name resolution from this machine to the upstream.",
        CloseReason.Tls => "The upstream's certificate is not accepted: look at the clock, at the CA store and at any proxy in between.",
        CloseReason.IdleTimeout => "Nothing: a silent socket is taken for dead and opened anew. If it repeats, look at middle boxes that drop idle connections.",
        CloseReason.MessageTimeout => "Nothing: it reconnects. If it repeats, the link is too slow, or raise Socket:MessageTimeout.",
        CloseReason.MessageTooLarge => "Raise Socket:MaxMessageBytes if such messages are real.",
        CloseReason.UnreadableFrame => "Look at douyin_frames_rejected_total by reason, and at the dead-letter topic.",
        CloseReason.CloseFrame => "Nothing: the upstream asked for another connection.",
        CloseReason.BroadcastEnded => "Nothing: the next broadcast is picked up.",
        CloseReason.SignatureRejected => "Set Signing:Mode to http and Signing:Url to a sign service, or look at the one that is set.",
        CloseReason.DeviceBlocked => "The upstream blocks this device: give a fresh cookie (DOUYIN_COOKIE), a signature (Signing:Mode http), or another address.",
        CloseReason.Forbidden => "Look at the cookie and the signature; the upstream may block this address.",
        CloseReason.RoomNotFound => "Look at the room's number: there is no such room.",
        CloseReason.RoomOffline => "Nothing: it is looked at again every Ingest:OfflineInterval.",
        CloseReason.RateLimited => "Follow fewer rooms from this address, or raise Ingest:OfflineInterval.",
        CloseReason.CredentialQuota => "The credential holds as many rooms as it may: use another one, or follow fewer.",
        CloseReason.UpstreamError => "The upstream answered with something else; if it lasts, look at Socket:Url and RoomInfo:UpstreamUrl.",
        CloseReason.SignerFailed => "Look at the sign service that Signing:Url names.",
        CloseReason.ConsumerFailed => "Look at the error log: the consumer of the events failed.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };
}
