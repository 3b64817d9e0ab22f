using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>As <see cref="Remedies"/>, in the words of whoever uses the connector: options of this library where those name settings of the service. Pure.</summary>
internal static class LiveRoomRemedies
{
    /// <summary>One sentence; every reason has one.</summary>
    public static string For(CloseReason reason) => reason switch
    {
        CloseReason.SignatureRejected =>
            "Give LiveRoomOptions.SignerUrl a service that signs; if there is one, check that service, AppId and AppSecret.",
        CloseReason.SignerFailed => "Check that LiveRoomOptions.SignerUrl answers from here and what its log says; then AppId and AppSecret.",
        CloseReason.DeviceBlocked =>
            "Give LiveRoomOptions.Cookie the cookie of a real browser session, LiveRoomOptions.SignerUrl a service that signs, or use another address.",
        CloseReason.Forbidden => "Check LiveRoomOptions.Cookie and the signature, and whether this address may reach the upstream at all.",
        CloseReason.RoomOffline => "Check whether the room is live (StatusText of GetRoomInfoAsync tells), and wait until it is.",
        CloseReason.RateLimited => "Open fewer rooms from this address, and wait.",
        CloseReason.MessageTimeout => "Check the bandwidth to the upstream.",
        CloseReason.MessageTooLarge => "Nothing to do if it is rare: messages above 4 MiB are not read; if it repeats, the upstream changed its format.",
        CloseReason.UnreadableFrame => "Look at Drops in GetStats(): if they repeat, the upstream changed its format.",
        CloseReason.UpstreamError =>
            "Wait and try again; if it lasts, check LiveRoomOptions.SocketUrl and Profile, and whether a proxy answers in the upstream's place.",
        CloseReason.CredentialUnknown => "Set LiveRoomOptions.AppId.",
        CloseReason.ConsumerFailed => "Fix the error in the callback; the inner exception of what Completion throws is it.",
        _ => Remedies.For(reason),
    };
}
