using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

/// <summary>Certificates that must not be accepted: a session to an impostor would be worse than none.</summary>
public sealed class TlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", 0)]      // nobody vouches for it
    [InlineData("other.invalid", 0)]  // and it is somebody else's
    [InlineData("127.0.0.1", -10)]    // and it has run out
    public async Task Connect_CertificateNobodyTrusts_IsRefusedAsTls(string subject, int validDays)
    {
        using var certificate = SelfSigned(subject, validDays);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        var options = new SocketOptions { Url = new Uri($"wss://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/") };
        var factory = new WebSocketSessionConnectorFactory(options, new NoneSigner(), new NoCookies(), new ArmedTime());

        var result = await factory.Create(new SessionTarget("777", 7), new RecordingListener()).ConnectAsync(ResumePoint.None, Token).Soon();

        Assert.Null(result.Session);
        Assert.Equal(CloseReason.Tls, result.Reason);
        Assert.Contains("certificate", result.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("root certificates", Remedies.For(result.Reason), StringComparison.Ordinal);
        Assert.Equal("", await serving.Soon());
    }

    // What the client sent after its handshake: nothing, since it never trusted us with its request.
    private static async Task<string> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Token);
            var buffer = new byte[4096];
            return System.Text.Encoding.ASCII.GetString(buffer, 0, await tls.ReadAsync(buffer, Token));
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return "";
        }
    }

    private static X509Certificate2 SelfSigned(string subject, int validDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(subject, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(subject);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(validDays + 1));

        // Through PKCS#12, since a key made here is not one that every TLS stack can use.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class NoCookies : ICookieSource
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult("");
    }
}
