using System.Diagnostics;
using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Commands;
using DouyinIngest.Benchmarks.CrashPoints;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>One instance of the service as a process of its own.</summary>
internal sealed class Pod : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly ChildProcess _process;
    private readonly Uri _url;

    private Pod(ChildProcess process, PodPlace place)
    {
        _process = process;
        Place = place;
        _url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{place.Port}"));
    }

    public PodPlace Place { get; }

    public bool IsRunning => !_process.HasExited;

    /// <summary>Ended by SIGTERM: its exit code and how long that took; null before.</summary>
    public (int ExitCode, TimeSpan Took)? Ended { get; private set; }

    /// <summary>Killed on purpose.</summary>
    public bool Killed { get; private set; }

    /// <summary>What it wrote on stdout and stderr.</summary>
    public string Log => _process.Output + _process.Errors;

    /// <summary>Resident memory, bytes; 0 once it has ended.</summary>
    public long ResidentBytes => Field("VmRSS:");

    public int OpenFiles => IsRunning ? Directory.GetFiles($"/proc/{_process.Pid}/fd").Length : 0;

    /// <summary>Only once it has ended; 128 and the signal's number when a signal did it.</summary>
    public int ExitCode => _process.ExitCode;

    public static Pod Start(PodPlace place, IReadOnlyList<string> arguments, bool shortLived = false)
        => new(ChildProcess.Start("DouyinIngest.Server", arguments, shortLived: shortLived), place);

    /// <summary>One that dies at a point of the path.</summary>
    public static Pod StartCrashing(PodPlace place, CrashPoint point, int after, IReadOnlyList<string> arguments, bool shortLived = false)
        => new(
            ChildProcess.Start(
                "DouyinIngest.Benchmarks",
                [CrashPodCommand.Name, "--point", point.ToString(), "--after", after.ToString(CultureInfo.InvariantCulture), "--", .. arguments],
                shortLived: shortLived),
            place)
        {
            Killed = true,
        };

    public async Task<bool> IsOkAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(_url, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public Task<bool> IsReadyAsync() => IsOkAsync("/healthz/ready");

    public Task<bool> IsLiveAsync() => IsOkAsync("/healthz/live");

    /// <summary>Returns once it is ready; throws with the end of its log when it is not in time or has ended.</summary>
    public async Task UntilReadyAsync(TimeSpan deadline) => await Eventually.IsTrueAsync(
        () => IsRunning ? IsReadyAsync() : throw new InvalidOperationException($"pod {Place.Number} has ended: {Tail()}"),
        deadline,
        () => $"pod {Place.Number} ready: {Tail()}");

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        Killed = true;
        PosixSignals.Send(_process.Pid, PosixSignals.Kill);
        await _process.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    public void Signal(int signal) => PosixSignals.Send(_process.Pid, signal);

    /// <summary>A figure of its <c>/metrics</c>; 0 when it does not answer.</summary>
    public async Task<double> MetricAsync(string name)
    {
        try
        {
            var text = await Http.GetStringAsync(new Uri(_url, "/metrics"));
            var line = text.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    public void Stop() => PosixSignals.Send(_process.Pid, PosixSignals.Stop);

    public void Continue() => PosixSignals.Send(_process.Pid, PosixSignals.Continue);

    /// <summary>SIGTERM; returns once it has ended. After the deadline it is killed and its exit code is -1.</summary>
    public async Task TerminateAsync(TimeSpan deadline)
    {
        if (!IsRunning)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        PosixSignals.Send(_process.Pid, PosixSignals.Terminate);
        try
        {
            var code = await _process.WaitAsync(deadline, CancellationToken.None);
            Ended = (code, Stopwatch.GetElapsedTime(started));
        }
        catch (TimeoutException)
        {
            await KillAsync();
            Ended = (-1, Stopwatch.GetElapsedTime(started));
        }
    }

    public string Tail() => string.Join('\n', Log.Split('\n').TakeLast(15));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private long Field(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Pid}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(name.Length, line.Length - name.Length - 2).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
