using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Polling;

/// <summary>What all rooms share when they are polled.</summary>
/// <param name="Options">Validated.</param>
/// <param name="UserAgent">That of the sockets, so that both ways look like one viewer.</param>
/// <param name="UserUniqueId">The viewer id of this process.</param>
/// <param name="Endpoint">Scheme, host and path of im/fetch.</param>
/// <param name="Signer">Signs each query.</param>
/// <param name="Cookies">Gives the Cookie header.</param>
/// <param name="Http">Makes the calls.</param>
/// <param name="Pacer">How fast polls are begun.</param>
/// <param name="Time">The clock.</param>
internal sealed record PollingParts(
    PollingOptions Options,
    string UserAgent,
    string UserUniqueId,
    Uri Endpoint,
    ISigner Signer,
    ICookieSource Cookies,
    HttpCaller Http,
    ConnectPacer Pacer,
    TimeProvider Time);
