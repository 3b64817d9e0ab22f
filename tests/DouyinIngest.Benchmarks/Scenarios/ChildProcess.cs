using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace DouyinIngest.Benchmarks.Scenarios;

/// <summary>One of our programs as a process of its own. Ends with this object, and with this process unless that is killed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly Dictionary<string, string> CompiledOnce = new(StringComparer.Ordinal) { ["DOTNET_TieredCompilation"] = "0" };

    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var process in Running.Keys)
        {
            process.Kill(entireProcessTree: true);
        }
    };

    private ChildProcess(Process process)
    {
        _process = process;
        Running[process] = true;
        process.OutputDataReceived += (_, e) => Take(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Take(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Only once it has ended; 128 and the number of the signal that ended it.</summary>
    public int ExitCode => _process.ExitCode;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Starts a program by its assembly's name, which lies beside ours.</summary>
    /// <param name="assembly">Without <c>.dll</c>.</param>
    /// <param name="arguments">The program's.</param>
    /// <param name="folder">Where it runs; empty: where we do.</param>
    /// <param name="shortLived">Each method is compiled once: sooner up, and slower in the long run.</param>
    public static ChildProcess Start(string assembly, IEnumerable<string> arguments, string folder = "", bool shortLived = false) =>
        StartFile("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments], shortLived ? CompiledOnce : null, folder);

    /// <summary>Starts any program.</summary>
    public static ChildProcess StartFile(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string folder = "")
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Its exit code; throws when it has not ended in time.</summary>
    public async Task<int> WaitAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(deadline, TimeProvider.System, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Running.TryRemove(_process, out _);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Take(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
