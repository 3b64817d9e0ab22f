namespace DouyinIngest.Webcast.Telemetry;

/// <summary>What an operator can do about the end of a session: one sentence for each reason.</summary>
public static class Remedies
{
    /// <summary>The remedy for <paramref name="reason"/>; every value of the enum has one.</summary>
    public static string For(CloseReason reason) => reason switch
    {
        CloseReason.Stopped => "Nothing to do: it was asked to stop.",
        CloseReason.RemoteClosed => "Nothing to do if it is rare; if it repeats, check whether the broadcast is still on and whether heartbeats and acks go out.",
        CloseReason.Network => "Check DNS, the route, proxy and firewall to the host and port of the socket (TCP 443), and how busy this machine is.",
        CloseReason.Tls => "Check this machine's clock and root certificates, and whether a proxy replaces the certificate; verification cannot be turned off.",
        CloseReason.IdleTimeout => "Check whether a firewall or NAT drops idle connections, and that HeartbeatInterval is not longer than the upstream allows (10 s).",
        CloseReason.MessageTimeout => "Check the bandwidth to the upstream, or raise Socket:MessageTimeout if messages are honestly that slow.",
        CloseReason.MessageTooLarge => "If the upstream honestly sends messages this large, raise Socket:MaxMessageBytes (Polling:MaxAnswerBytes where rooms are polled).",
        CloseReason.UnreadableFrame => "Look at the rejects by reason: if they repeat, the upstream changed its format or a cap in Frame:* is too low.",
        CloseReason.CloseFrame => "Nothing to do: the upstream asked for a new connection.",
        CloseReason.BroadcastEnded => "Nothing to do: the broadcast has ended; follow the live id to catch the next one.",
        CloseReason.SignatureRejected => "Set Signing:Mode=http and Signing:Url to a service that signs; if they are set, check that service, AppId and AppSecret.",
        CloseReason.DeviceBlocked => "Give a cookie of a real browser session (DOUYIN_COOKIE), a signature (Signing:Mode=http with Signing:Url), or use another address.",
        CloseReason.Forbidden => "Check the cookie (DOUYIN_COOKIE) and the signature, and whether this address may reach the upstream at all.",
        CloseReason.RoomNotFound => "Check the live URL or the room id: a room id is 19 digits and new for every broadcast.",
        CloseReason.RoomOffline => "Wait until the room is live: its page tells.",
        CloseReason.RateLimited => "Open fewer rooms from this address, or lower Socket:ConnectsPerSecond or Polling:FetchesPerSecond, and wait.",
        CloseReason.CredentialQuota => "Follow fewer rooms with this AppId (about 100 each), or add another credential.",
        CloseReason.UpstreamError => "Wait and try again; if it lasts, check Socket:Url, Socket:Profile and Polling:Url, and whether a proxy answers in the upstream's place.",
        CloseReason.SignerFailed => "Check that Signing:Url answers from here and what its log says.",
        CloseReason.ConsumerFailed => "Fix the error in the code that receives the events; it is in the inner exception or in the log.",
        CloseReason.CredentialUnknown => "Set Socket:AppIds:<name of the credential> to its app id in every instance, or name another credential in the room's assignment.",
        CloseReason.Upgraded => "Nothing to do: the socket works again and is better than polling.",
        CloseReason.PushNotConfigured => "Set Push:Port, Push:Secrets:* and the app's id and secret (DOUYIN_APP_ID and DOUYIN_APP_SECRET) in every instance, or give the room another transport.",
        CloseReason.PushRefused => "Look up err_no at the Open Platform: the app needs the live-data permission for this room, its id and secret must be right, and the broadcast must be on.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a close reason"),
    };
}
