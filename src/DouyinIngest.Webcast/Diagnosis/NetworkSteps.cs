using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>Name, connection, certificate: of the site and of the socket's host, five seconds each at most.</summary>
internal sealed class NetworkSteps(INetworkProbe network, IReadOnlyList<NetworkRoute> routes, TimeProvider time) : IAsyncDisposable
{
    /// <summary>For how long one host may keep a step waiting.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const string DnsRemedy = "Check the spelling of the host, and this machine's name server (in a container: the one that it was given).";

    private const string TcpRemedy =
        "Check the route and the firewall to that host and port (TCP 443 outward for the real site), and whether this network wants a proxy (HTTPS_PROXY).";

    public Task<RoomCheck> ResolveAsync(CancellationToken cancellationToken) => EachAsync(
        RoomCheckStep.Dns,
        DnsRemedy,
        async (route, token) =>
        {
            if (IPAddress.TryParse(route.First.Host, out var literal))
            {
                route.Addresses = [literal];
                return $"{Name(route)} needs no name";
            }

            route.Addresses = await network.ResolveAsync(route.First.Host, token);
            var more = route.Addresses.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {route.Addresses.Count - 1} more") : "";
            return $"{Name(route)} is {route.Addresses[0]}{more}";
        },
        cancellationToken);

    public Task<RoomCheck> ConnectAsync(CancellationToken cancellationToken) => EachAsync(
        RoomCheckStep.Tcp,
        TcpRemedy,
        async (route, token) =>
        {
            route.Connection = await network.ConnectAsync(route.Addresses, route.First.Port, token);
            return string.Create(CultureInfo.InvariantCulture, $"{Name(route)}:{route.First.Port} takes connections");
        },
        cancellationToken);

    public Task<RoomCheck> SecureAsync(CancellationToken cancellationToken)
    {
        if (!routes.Any(static route => route.IsSecure))
        {
            return Task.FromResult(RoomCheck.Skipped(RoomCheckStep.Tls, "not used: the addresses are http and ws"));
        }

        return EachAsync(
            RoomCheckStep.Tls,
            Remedies.For(CloseReason.Tls),
            async (route, token) => route switch
            {
                { IsSecure: false } => $"{route.Host} without",
                { ByProxy: true } => $"{route.Host} through the proxy: the next steps tell",
                _ => $"{route.Host} {await network.SecureAsync(route.Connection!, route.Host, token)}",
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var route in routes)
        {
            if (route.Connection is { } connection)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static string Name(NetworkRoute route) => route.ByProxy ? $"proxy {route.First.Host} (to {route.Host})" : route.Host;

    private async Task<RoomCheck> EachAsync(
        RoomCheckStep step,
        string remedy,
        Func<NetworkRoute, CancellationToken, Task<string>> look,
        CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        foreach (var route in routes)
        {
            using var deadline = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                seen.Add(await look(route, either.Token));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return Failed(route, string.Create(CultureInfo.InvariantCulture, $"no answer within {Limit.TotalSeconds:0} s"));
            }
            catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
            {
                return Failed(route, SocketFailure.Words(e));
            }
        }

        return RoomCheck.Passed(step, string.Join("; ", seen));

        RoomCheck Failed(NetworkRoute route, string words) => RoomCheck.Failed(
            step,
            step == RoomCheckStep.Tls ? CloseReason.Tls : CloseReason.Network,
            step == RoomCheckStep.Dns
                ? $"{Name(route)}: {words.TrimEnd('.')}"
                : string.Create(CultureInfo.InvariantCulture, $"{Name(route)}:{route.First.Port}: {words.TrimEnd('.')}"),
            remedy);
    }
}
