using System.Diagnostics;
using System.Globalization;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>
/// One broker's process from an unpacked Apache Kafka. A shell between us and the broker waits on our end of a pipe, so the broker ends with this
/// process however this process ends.
/// </summary>
/// <param name="home">The unpacked Apache Kafka.</param>
/// <param name="folder">Of its configuration and log.</param>
/// <param name="ports">Where it listens.</param>
/// <param name="shortLived">
/// It is started often and not measured: compiled in one step, which takes a third less of a small machine until it answers, and makes it slower later.
/// </param>
internal sealed class HomeNode(string home, string folder, KafkaNodePorts ports, bool shortLived) : IAsyncDisposable
{
    private const string OneStep = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.awt.headless=true";

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

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private Process? _guard;
    private int _pid;

    /// <summary>host:port of its ordinary listener.</summary>
    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports.Broker}");

    public int Id => ports.Id;

    public string Config { get; } = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"server-{ports.Id}.properties"));

    public bool IsRunning => _guard is not null && PosixSignals.IsAlive(_pid);

    private string Log { get; } = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"server-{ports.Id}.out"));

    /// <summary>Starts the process; it may not answer yet.</summary>
    public async Task LaunchAsync()
    {
        await EndGuardAsync();
        var start = Shell(folder, shortLived);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach (var argument in (string[])["-c", Guard, home, Config, Log])
        {
            start.ArgumentList.Add(argument);
        }

        _guard = Process.Start(start)!;
        _pid = int.Parse((await _guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>Returns once it answers; throws with the end of its log when it has ended.</summary>
    public Task UntilAnswersAsync() => BrokerProbe.UntilAnswersAsync(Address, StartDeadline, WhyDead);

    public void Send(int signal) => PosixSignals.Send(_pid, signal);

    /// <summary>Ends it by SIGTERM or SIGKILL.</summary>
    public async Task EndAsync(int signal)
    {
        if (!IsRunning)
        {
            return;
        }

        Send(signal);
        await Eventually.IsTrueAsync(() => !PosixSignals.IsAlive(_pid), StopDeadline);
        await EndGuardAsync();
    }

    public async ValueTask DisposeAsync() => await EndGuardAsync();

    internal static ProcessStartInfo Shell(string folder, bool shortLived)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.Environment["KAFKA_HEAP_OPTS"] = "-Xmx512m";
        start.Environment["LOG_DIR"] = folder;
        if (shortLived)
        {
            start.Environment["KAFKA_JVM_PERFORMANCE_OPTS"] = OneStep;
        }

        return start;
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

    private string? WhyDead() => PosixSignals.IsAlive(_pid)
        ? null
        : string.Join('\n', File.ReadLines(Log).TakeLast(20).Prepend("the broker's process ended; its log ends:"));
}
