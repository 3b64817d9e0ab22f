using System.Diagnostics;
using System.Globalization;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>
/// One KRaft broker from an unpacked Apache Kafka, with its configuration and data in a temporary folder. A shell between us and the
/// broker waits on our end of a pipe, so the broker ends with this process however this process ends.
/// </summary>
internal sealed class HomeBroker : IBroker
{
    private const string Guard =
        """
        exec 3<&0
        "$0/bin/kafka-server-start.sh" "$1" </dev/null >>"$2" 2>&1 3<&- &
        broker=$!
        echo "$broker"
        read -r _ <&3
        kill -CONT "$broker" 2>/dev/null
        kill -KILL "$broker" 2>/dev/null
        wait "$broker" 2>/dev/null
        """;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);

    private readonly string _home;
    private readonly string _folder;
    private Process? _guard;
    private int _pid;

    private HomeBroker(string home, string folder, int port)
    {
        _home = home;
        _folder = folder;
        Bootstrap = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public BrokerKind Kind => BrokerKind.Home;

    public string Bootstrap { get; }

    public bool CanStop => true;

    public bool CanPause => true;

    public Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions) => BrokerAdmin.CreateTopicsAsync(Bootstrap, names, partitions);

    private string Config => Path.Combine(_folder, "server.properties");

    private string Log => Path.Combine(_folder, "server.out");

    /// <summary>Formats the storage and starts the broker; throws with the end of its log when it does not come up.</summary>
    public static async Task<HomeBroker> StartAsync(string home, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("douyin-kafka-").FullName;
        var ports = LoopbackPorts.Free(2);
        var broker = new HomeBroker(home, folder, ports[0]);
        try
        {
            var properties = KafkaHome.Properties(ports[0], ports[1], Path.Combine(folder, "data"));
            await File.WriteAllTextAsync(broker.Config, properties, cancellationToken);
            var id = (await broker.RunStorageAsync(["random-uuid"], cancellationToken)).Trim();
            await broker.RunStorageAsync(["format", "--standalone", "-t", id, "-c", broker.Config], cancellationToken);
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
        var start = Shell();
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach (var argument in (string[])["-c", Guard, _home, Config, Log])
        {
            start.ArgumentList.Add(argument);
        }

        _guard = Process.Start(start)!;
        _pid = int.Parse((await _guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await BrokerProbe.UntilAnswersAsync(Bootstrap, StartDeadline, WhyDead);
    }

    public Task PauseAsync() => Signal(PosixSignals.Stop);

    public Task ResumeAsync() => Signal(PosixSignals.Continue);

    public async Task StopAsync()
    {
        if (_guard is null)
        {
            return;
        }

        await Signal(PosixSignals.Terminate);
        await Eventually.IsTrueAsync(() => !PosixSignals.IsAlive(_pid), StopDeadline);
        await EndGuardAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndGuardAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndGuardAsync()
    {
        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            await _guard.WaitForExitAsync();
            _guard.Dispose();
            _guard = null;
        }
    }

    private Task Signal(int signal)
    {
        PosixSignals.Send(_pid, signal);
        return Task.CompletedTask;
    }

    private string? WhyDead() => PosixSignals.IsAlive(_pid)
        ? null
        : string.Join('\n', File.ReadLines(Log).TakeLast(20).Prepend("the broker's process ended; its log ends:"));

    private async Task<string> RunStorageAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = Shell();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.ArgumentList.Add(Path.Combine(_home, "bin", "kafka-storage.sh"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"kafka-storage.sh {arguments[0]} failed: {output}{await errors}");
    }

    private ProcessStartInfo Shell()
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.Environment["KAFKA_HEAP_OPTS"] = "-Xmx512m";
        start.Environment["LOG_DIR"] = _folder;
        return start;
    }
}
