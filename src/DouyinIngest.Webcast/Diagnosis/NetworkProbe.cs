using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>The machine's own network.</summary>
internal sealed class NetworkProbe : INetworkProbe
{
    /// <inheritdoc/>
    public Uri? ProxyFor(Uri address)
    {
        // Proxies know http and https only; a socket goes through the one of its handshake.
        var scheme = address.Scheme is "wss" or "https" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var asked = new UriBuilder(address) { Scheme = scheme }.Uri;
        return HttpClient.DefaultProxy.IsBypassed(asked) || HttpClient.DefaultProxy.GetProxy(asked) is not { } proxy || proxy == asked ? null : proxy;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <inheritdoc/>
    public async Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(addresses[i], port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<string> SecureAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(connection, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        using var certificate = tls.RemoteCertificate is { } remote ? new X509Certificate2(remote) : throw new AuthenticationException("no certificate was shown");
        return string.Create(CultureInfo.InvariantCulture, $"{tls.SslProtocol}, certificate until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
    }
}
