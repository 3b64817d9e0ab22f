namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>What must work before a room's events come, in the order in which it is needed.</summary>
public enum RoomCheckStep
{
    /// <summary>The text names a room.</summary>
    Url = 0,

    /// <summary>App id and secret can be read; whether they are needed depends on the way in.</summary>
    Credentials,

    /// <summary>The hosts of the site and of the socket have addresses.</summary>
    Dns,

    /// <summary>Both take connections.</summary>
    Tcp,

    /// <summary>Both show a certificate that is trusted here.</summary>
    Tls,

    /// <summary>The cookies that requests carry, and whether a login is among them.</summary>
    Cookie,

    /// <summary>The room API, or the live page, knows the room.</summary>
    RoomInfo,

    /// <summary>The broadcast is on.</summary>
    Live,

    /// <summary>The signer gave a signature.</summary>
    Signer,

    /// <summary>The upstream opened the socket.</summary>
    Handshake,

    /// <summary>A heartbeat was answered.</summary>
    Heartbeat,

    /// <summary>A frame with messages came and can be read.</summary>
    FirstFrame,
}
