using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Makes the connector of one broadcast: profile, signer, cookies and pacing are those of the application.</summary>
internal interface ISessionConnectorFactory
{
    /// <param name="target">The broadcast.</param>
    /// <param name="listener">Hears of the sessions.</param>
    ISessionConnector Create(in SessionTarget target, IWebcastListener listener);
}
