namespace DouyinIngest.Webcast.Sockets;

/// <summary>The two ways of asking for a room's socket.</summary>
public static class SocketProfile
{
    /// <summary>The web client's endpoint and parameters.</summary>
    public const string PushV2 = "push-v2";

    /// <summary>The short form: room_id, app_id, signature, timestamp, compress.</summary>
    public const string ImV1 = "im-v1";
}
