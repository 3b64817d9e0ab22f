using System.Net;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>The network below HTTP, one layer at a time. What fails throws, as the system's own calls do.</summary>
internal interface INetworkProbe
{
    /// <summary>The proxy that requests to <paramref name="address"/> go through; null: none.</summary>
    Uri? ProxyFor(Uri address);

    /// <summary>The addresses of a name, one at least.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>A connection to the first of the addresses that takes one; the caller disposes it.</summary>
    Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken);

    /// <summary>TLS over a connection, the certificate checked; says what was agreed on.</summary>
    Task<string> SecureAsync(Stream connection, string host, CancellationToken cancellationToken);
}
