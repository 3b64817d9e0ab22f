using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>What all rooms share when they open sockets.</summary>
/// <param name="Options">Validated.</param>
/// <param name="UserUniqueId">The viewer id of this process.</param>
/// <param name="Signer">Signs each query.</param>
/// <param name="Cookies">Gives the Cookie header.</param>
/// <param name="Pacer">How fast sockets are opened.</param>
/// <param name="Time">The clock.</param>
internal sealed record SessionConnectorParts(
    SocketOptions Options,
    string UserUniqueId,
    ISigner Signer,
    ICookieSource Cookies,
    ConnectPacer Pacer,
    TimeProvider Time);
