using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>From the reason to its class. Pure.</summary>
internal static class LiveRoomErrorClasses
{
    /// <summary>Every reason has a class.</summary>
    public static LiveRoomErrorClass Of(CloseReason reason) => reason switch
    {
        CloseReason.Stopped => LiveRoomErrorClass.None,
        CloseReason.RoomNotFound or CloseReason.RoomOffline or CloseReason.BroadcastEnded => LiveRoomErrorClass.Room,
        CloseReason.SignatureRejected or CloseReason.SignerFailed => LiveRoomErrorClass.Signature,
        CloseReason.DeviceBlocked or CloseReason.Forbidden => LiveRoomErrorClass.Access,
        CloseReason.RateLimited or CloseReason.CredentialQuota => LiveRoomErrorClass.Rate,
        CloseReason.Network or CloseReason.Tls or CloseReason.RemoteClosed or CloseReason.IdleTimeout or CloseReason.MessageTimeout => LiveRoomErrorClass.Network,
        CloseReason.UpstreamError or CloseReason.CloseFrame or CloseReason.UnreadableFrame or CloseReason.MessageTooLarge
            or CloseReason.Upgraded or CloseReason.PushRefused => LiveRoomErrorClass.Upstream,
        CloseReason.ConsumerFailed or CloseReason.CredentialUnknown or CloseReason.PushNotConfigured => LiveRoomErrorClass.Application,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a close reason"),
    };
}
