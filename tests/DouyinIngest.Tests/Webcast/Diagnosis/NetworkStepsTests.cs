using System.Net.Sockets;
using System.Security.Authentication;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Diagnosis;

public sealed class NetworkStepsTests
{
    private static readonly Uri Site = new("https://live.example");
    private static readonly Uri Socket = new("wss://push.example/webcast/im/push/v2/");

    private readonly ArmedTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_TwoHosts_EachIsAskedLayerByLayer()
    {
        var network = new FakeNetwork();
        await using (var steps = Steps(network, Site, Socket))
        {
            Assert.Equal("live.example is 203.0.113.7 and 1 more; push.example is 203.0.113.7 and 1 more", (await steps.ResolveAsync(Token)).Detail);
            Assert.Equal("live.example:443 takes connections; push.example:443 takes connections", (await steps.ConnectAsync(Token)).Detail);
            Assert.Equal((RoomCheckOutcome.Passed, "live.example Tls13; push.example Tls13"), Told(await steps.SecureAsync(Token)));
        }

        Assert.Equal(
            ["dns live.example", "dns push.example", "tcp 203.0.113.7:443", "tcp 203.0.113.7:443", "tls live.example", "tls push.example"], network.Asked);
        Assert.All(network.Connections, connection => Assert.False(connection.CanRead));
    }

    [Fact]
    public async Task Steps_OneHostForBoth_IsAskedOnce()
    {
        var network = new FakeNetwork();
        await using var steps = Steps(network, new Uri("http://127.0.0.1:18080"), new Uri("ws://127.0.0.1:18080/webcast/im/push/v2/"));

        Assert.Equal("127.0.0.1 needs no name", (await steps.ResolveAsync(Token)).Detail);
        Assert.Equal("127.0.0.1:18080 takes connections", (await steps.ConnectAsync(Token)).Detail);
        Assert.Equal((RoomCheckOutcome.Skipped, "not used: the addresses are http and ws"), Told(await steps.SecureAsync(Token)));
        Assert.Equal(["tcp 127.0.0.1:18080"], network.Asked);
    }

    [Fact]
    public async Task Steps_Proxy_IsWhomTheConnectionIsMadeTo()
    {
        var network = new FakeNetwork { Proxy = new Uri("http://proxy.example:3128") };
        await using var steps = Steps(network, Site);

        Assert.StartsWith("proxy proxy.example (to live.example) is", (await steps.ResolveAsync(Token)).Detail, StringComparison.Ordinal);
        await steps.ConnectAsync(Token);
        Assert.Contains("through the proxy", (await steps.SecureAsync(Token)).Detail, StringComparison.Ordinal);
        Assert.Equal(["dns proxy.example", "tcp 203.0.113.7:3128"], network.Asked);
    }

    [Theory]
    [InlineData("dns", CloseReason.Network, "push.example: ", "name server")]
    [InlineData("tcp", CloseReason.Network, "push.example:443: ", "firewall")]
    [InlineData("tls", CloseReason.Tls, "push.example:443: ", "root certificates")]
    public async Task Steps_SecondHostFails_IsNamedWithTheRemedyOfTheLayer(string layer, CloseReason reason, string where, string remedy)
    {
        var asked = 0;
        var network = new FakeNetwork
        {
            Spoil = (at, _, _) => at == layer && ++asked == 2 ? throw Failure(layer) : Task.CompletedTask,
        };
        await using var steps = Steps(network, Site, Socket);

        var check = await FirstFailureAsync(steps);

        Assert.Equal(reason, check.Reason);
        Assert.StartsWith(where, check.Detail, StringComparison.Ordinal);
        Assert.Contains(remedy, check.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dns")]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Steps_NoAnswer_EndsAfterFiveSeconds(string layer)
    {
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var network = new FakeNetwork
        {
            Spoil = async (at, _, token) =>
            {
                if (at == layer)
                {
                    hangs.TrySetResult();
                    await Task.Delay(Timeout.Infinite, token);
                }
            },
        };
        await using var steps = Steps(network, Site);
        var walk = FirstFailureAsync(steps);
        await hangs.Task.Soon();

        _time.Advance(NetworkSteps.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(walk.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Contains("no answer within 5 s", (await walk.Soon()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_ToldToStop_Throws()
    {
        using var stop = new CancellationTokenSource();
        await using var steps = Steps(new FakeNetwork { Spoil = (_, _, token) => Task.Delay(Timeout.Infinite, token) }, Site);
        var step = steps.ResolveAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step.Soon());
    }

    private static Exception Failure(string layer) => layer == "tls"
        ? new AuthenticationException("untrusted")
        : new SocketException((int)(layer == "dns" ? SocketError.HostNotFound : SocketError.ConnectionRefused));

    private static async Task<RoomCheck> FirstFailureAsync(NetworkSteps steps)
    {
        foreach (var step in (Func<CancellationToken, Task<RoomCheck>>[])[steps.ResolveAsync, steps.ConnectAsync, steps.SecureAsync])
        {
            if (await step(Token) is { Outcome: RoomCheckOutcome.Failed } failed)
            {
                return failed;
            }
        }

        throw new InvalidOperationException("nothing failed");
    }

    private static (RoomCheckOutcome Outcome, string Detail) Told(RoomCheck check) => (check.Outcome, check.Detail);

    private NetworkSteps Steps(FakeNetwork network, params Uri[] places) => new(network, NetworkRoute.To(network, places), _time);
}
