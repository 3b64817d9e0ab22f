using System.Buffers.Text;
using System.Diagnostics;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>A KRaft cluster of one broker or three from an unpacked Apache Kafka, with its configuration and data in a temporary folder.</summary>
internal sealed class HomeBroker : IBroker
{
    private readonly string _home;
    private readonly string _folder;
    private readonly IReadOnlyList<KafkaNodePorts> _ports;

    private HomeBroker(string home, string folder, int brokers, bool shortLived)
    {
        _home = home;
        _folder = folder;
        var free = LoopbackPorts.Free(brokers * 4);
        _ports = [.. Enumerable.Range(0, brokers).Select(i => new KafkaNodePorts(i + 1, free[i * 4], free[(i * 4) + 1], free[(i * 4) + 2], free[(i * 4) + 3]))];
        Nodes = [.. _ports.Select(ports => new HomeNode(home, folder, ports, shortLived))];
        Bootstrap = string.Join(',', Nodes.Select(node => node.Address));
    }

    public BrokerKind Kind => BrokerKind.Home;

    public string Bootstrap { get; }

    public bool CanStop => true;

    public bool CanPause => true;

    /// <summary>Its brokers, each of which can be ended and started by itself.</summary>
    public IReadOnlyList<HomeNode> Nodes { get; }

    /// <summary>Where a proxy has to listen, and where to lead to, for clients that are to come through one.</summary>
    public IReadOnlyList<(int Listen, int Upstream)> Doors => [.. _ports.Select(p => (p.Proxy, p.Door))];

    public Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions) => BrokerAdmin.CreateTopicsAsync(Bootstrap, names, partitions);

    /// <summary>Formats the storage and starts the brokers; throws with the end of a log when one does not come up.</summary>
    /// <param name="home">The unpacked Apache Kafka.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="brokers">1 or 3.</param>
    /// <param name="withRights">Clients have only the rights that they were given.</param>
    /// <param name="shortLived">Nothing is measured on it: see <see cref="HomeNode"/>.</param>
    public static async Task<HomeBroker> StartAsync(string home, CancellationToken cancellationToken, int brokers = 1, bool withRights = false, bool shortLived = false)
    {
        var folder = Directory.CreateTempSubdirectory("douyin-kafka-").FullName;
        var broker = new HomeBroker(home, folder, brokers, shortLived);
        try
        {
            // Sixteen bytes as Kafka writes them, base64url; no dash in front, which a command line takes for an option.
            var id = Base64Url.EncodeToString([0, .. Guid.NewGuid().ToByteArray().AsSpan(1)]);
            await Task.WhenAll(broker.Nodes.Select(async (node, i) =>
            {
                var data = Path.Combine(folder, $"data-{node.Id}");
                await File.WriteAllTextAsync(node.Config, KafkaHome.Properties(broker._ports[i], broker._ports, data, withRights), cancellationToken);
                await broker.FormatAsync([.. (string[])["-t", id, "-c", node.Config], .. brokers == 1 ? (string[])["--standalone"] : []], cancellationToken);
            }));
            await broker.StartAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        foreach (var node in Nodes.Where(n => !n.IsRunning))
        {
            await node.LaunchAsync();
        }

        foreach (var node in Nodes)
        {
            await node.UntilAnswersAsync();
        }
    }

    public Task PauseAsync() => Signal(PosixSignals.Stop);

    public Task ResumeAsync() => Signal(PosixSignals.Continue);

    public Task StopAsync() => Task.WhenAll(Nodes.Select(node => node.EndAsync(Nodes.Count == 1 ? PosixSignals.Terminate : PosixSignals.Kill)));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task Signal(int signal)
    {
        foreach (var node in Nodes)
        {
            node.Send(signal);
        }

        return Task.CompletedTask;
    }

    private async Task FormatAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = HomeNode.Shell(_folder, shortLived: true);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.ArgumentList.Add(Path.Combine(_home, "bin", "kafka-storage.sh"));
        start.ArgumentList.Add("format");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"kafka-storage.sh format failed: {output}{await errors}");
        }
    }
}
