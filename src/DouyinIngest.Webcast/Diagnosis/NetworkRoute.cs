using System.Net;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>The way to one host: what was found out of it, layer by layer.</summary>
/// <param name="address">Where to.</param>
/// <param name="proxy">Through whom; null: straight.</param>
internal sealed class NetworkRoute(Uri address, Uri? proxy)
{
    /// <summary>Whom the connection is made to.</summary>
    public Uri First { get; } = proxy ?? address;

    public bool ByProxy { get; } = proxy is not null;

    public bool IsSecure { get; } = address.Scheme is "https" or "wss";

    public string Host { get; } = address.Host;

    public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

    public Stream? Connection { get; set; }

    /// <summary>The ways to these places, each host and port once.</summary>
    public static IReadOnlyList<NetworkRoute> To(INetworkProbe network, params IEnumerable<Uri> places) =>
        [.. places.DistinctBy(static place => (place.Host, place.Port)).Select(place => new NetworkRoute(place, network.ProxyFor(place)))];
}
