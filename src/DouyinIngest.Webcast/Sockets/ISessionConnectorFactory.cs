using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Makes the connector of one broadcast: profile, signer, cookies and pacing are those of the application.</summary>
internal interface ISessionConnectorFactory
{
    /// <param name="liveId">Live id; empty for a room that is pinned by room id alone.</param>
    /// <param name="roomId">19 digits.</param>
    /// <param name="listener">Hears of the sessions.</param>
    /// <param name="credential">Name of the app credential whose app id is used; null: the one called <c>default</c>.</param>
    ISessionConnector Create(string liveId, long roomId, IWebcastListener listener, string? credential = null);
}
