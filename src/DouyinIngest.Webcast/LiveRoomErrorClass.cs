namespace DouyinIngest.Webcast;

/// <summary>What trouble with a room is about. A closed set: each <see cref="Telemetry.CloseReason"/> belongs to one, and whoever handles an error by its class has handled them all.</summary>
public enum LiveRoomErrorClass
{
    /// <summary>No trouble: it was asked to stop.</summary>
    None = 0,

    /// <summary>There is no such room, it is not live, or its broadcast has ended. Check whether the room is live.</summary>
    Room,

    /// <summary>The signature was refused, or the signer gave none. Check the signer, AppId and AppSecret.</summary>
    Signature,

    /// <summary>The site does not let this client in: blocked or forbidden. Check the cookie.</summary>
    Access,

    /// <summary>Too many requests, or too many rooms for one credential. Wait, or follow fewer rooms.</summary>
    Rate,

    /// <summary>The connection could not be made or did not last. Check the network.</summary>
    Network,

    /// <summary>The other side answered with what it should not, or asked for a new connection. Wait.</summary>
    Upstream,

    /// <summary>This application: its callback threw, or its settings lack something.</summary>
    Application,
}
