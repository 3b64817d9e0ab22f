using System.Net;
using DouyinIngest.Webcast.Diagnosis;

namespace DouyinIngest.Tests.Webcast.Diagnosis;

/// <summary>A network that does as it is told, and remembers what was asked of it.</summary>
internal sealed class FakeNetwork : INetworkProbe
{
    public List<string> Asked { get; } = [];

    public List<MemoryStream> Connections { get; } = [];

    public Uri? Proxy { get; init; }

    /// <summary>What a layer does about a host in place of working; its name is dns, tcp or tls.</summary>
    public Func<string, string, CancellationToken, Task>? Spoil { get; init; }

    public Uri? ProxyFor(Uri address) => Proxy;

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await AskAsync("dns", host, cancellationToken);
        return [IPAddress.Parse("203.0.113.7"), IPAddress.Parse("203.0.113.8")];
    }

    public async Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        await AskAsync("tcp", $"{addresses[0]}:{port}", cancellationToken);
        Connections.Add(new MemoryStream());
        return Connections[^1];
    }

    public async Task<string> SecureAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        await AskAsync("tls", host, cancellationToken);
        return "Tls13";
    }

    private Task AskAsync(string layer, string host, CancellationToken cancellationToken)
    {
        Asked.Add($"{layer} {host}");
        return Spoil?.Invoke(layer, host, cancellationToken) ?? Task.CompletedTask;
    }
}
