using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>What a walk stands on: the real parts, or those of a test.</summary>
internal sealed record DoctorParts
{
    public required INetworkProbe Network { get; init; }

    /// <summary>The live site, or what stands in for it.</summary>
    public required Uri Upstream { get; init; }

    public required SocketOptions Socket { get; init; }

    /// <summary>Reads app id and secret; <see cref="FormatException"/> when they are malformed.</summary>
    public required Func<AppCredentials> Credentials { get; init; }

    /// <summary>Reads the user's cookies; <see cref="FormatException"/> or <see cref="IOException"/> when they cannot be.</summary>
    public required Func<CookieJar> Jar { get; init; }

    /// <summary>The signer that the sockets of <see cref="Services"/> use.</summary>
    public required ObservedSigner Signer { get; init; }

    /// <summary>Cookies, look-up and sockets over a jar; made once.</summary>
    public required Func<CookieJar, DoctorServices> Services { get; init; }

    /// <summary>For how long a new socket is given to answer a heartbeat and to send a first frame.</summary>
    public required TimeSpan Wait { get; init; }

    public required TimeProvider Time { get; init; }
}

/// <summary>What is asked of the upstream.</summary>
internal sealed record DoctorServices(ICookieSource Cookies, IRoomInfoClient Rooms, ISessionConnectorFactory Sockets);
