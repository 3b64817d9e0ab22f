using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;

namespace DouyinIngest.Tests.Server;

/// <summary>
/// The service crashes while it holds secrets: what it leaves behind, streams and files, is searched for them. Core files are allowed
/// (<c>ulimit -c unlimited</c>), so that it is the service itself that leaves none.
/// </summary>
public sealed partial class CrashDumpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly EmbeddedKafka _kafka = new();

    /// <summary>The runtime's settings as the image has them.</summary>
    private static IReadOnlyList<(string Name, string Value)> OfTheImage { get; } =
        [.. RuntimeSetting().Matches(Repository.Read("Dockerfile")).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value))];

    [Theory]
    [InlineData("ABRT", true)]
    [InlineData("SEGV", true)]
    [InlineData("ABRT", false)]
    public async Task Crash_WithSecrets_LeavesNoDumpAndNoSecret(string signal, bool asInTheImage)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals and core files are of Linux.");
        var (exitCode, said) = await CrashAsync(signal, asInTheImage ? OfTheImage : []);

        Assert.Equal(signal == "ABRT" ? 134 : 139, exitCode);
        Assert.Contains("Now listening on", said, StringComparison.Ordinal);
        PlantedSecrets.AssertNone(said);
        // A door for debuggers that the crash left standing holds nothing.
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0).Select(file => file.FullName));
    }

    /// <summary>The other way round: an operator who asks for a dump gets one, and the search finds the secrets in it, so it would find them anywhere.</summary>
    [Fact]
    public async Task Crash_DumpAskedFor_HoldsSecrets()
    {
        var creator = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "createdump");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(creator), "This runtime brings no createdump.");
        var dump = Path.Combine(_folder.FullName, "dump");
        var (_, said) = await CrashAsync("ABRT", [("DOTNET_DbgEnableMiniDump", "1"), ("DOTNET_DbgMiniDumpType", "2"), ("DOTNET_DbgMiniDumpName", dump)], coreSize: "0");
        Assert.SkipUnless(File.Exists(dump), "This machine lets no process read another's memory: " + said[^Math.Min(300, said.Length)..]);

        var found = await SearchAsync(dump, PlantedSecrets.Words);
        Assert.InRange(found.Count, 3, PlantedSecrets.Words.Length);
    }

    [Fact]
    public void Image_HasNoDumpsAndNoDoorForDebuggers()
    {
        Assert.Contains(("DOTNET_EnableDiagnostics", "0"), OfTheImage);
        Assert.Contains(("DOTNET_DbgEnableMiniDump", "0"), OfTheImage);
    }

    public void Dispose()
    {
        _kafka.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"\b(?<name>DOTNET_(?:Enable|Dbg)\w+)=(?<value>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RuntimeSetting();

    private async Task<(int ExitCode, string Said)> CrashAsync(string signal, IReadOnlyList<(string Name, string Value)> settings, string coreSize = "unlimited")
    {
        ServiceTopics.MakeIn(_kafka);
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = 1, EventsPerSecond = 50 }, cancellationToken: TestContext.Current.CancellationToken);
        using var process = Start(settings, simulator, coreSize);
        try
        {
            return await CrashAsync(process, signal, simulator);
        }
        finally
        {
            // What did not crash must not stay.
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task<(int ExitCode, string Said)> CrashAsync(Process process, string signal, SimulatorHost simulator)
    {
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = new StringBuilder();
        while (!said.ToString().Contains("Now listening on", StringComparison.Ordinal)
            && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) is { } line)
        {
            said.AppendLine(line);
        }

        var rest = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => process.HasExited || simulator.Counters.Open.Now > 0);
        await EndAsync(process, signal);
        return (process.ExitCode, said.Append(await rest.Soon()).Append(await errors.Soon()).ToString());
    }

    /// <summary>As abort() does it: the first signal goes to the runtime's handler, which may write a dump; the next to the kernel's, which may write a core file.</summary>
    private static async Task EndAsync(Process process, string signal)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!process.HasExited)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await kill.WaitForExitAsync(patience.Token);
            await Task.WhenAny(process.WaitForExitAsync(patience.Token), Task.Delay(TimeSpan.FromMilliseconds(300), patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private Process Start(IReadOnlyList<(string Name, string Value)> settings, SimulatorHost simulator, string coreSize)
    {
        string[] arguments =
        [
            $"--Kafka:BootstrapServers={_kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            $"--Ingest:Rooms:0={simulator.Rooms[0].LiveId}", $"--RoomInfo:UpstreamUrl={simulator.BaseUrl}", $"--Socket:Url={simulator.SocketUrl}",
        ];
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -c {coreSize} && exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "DouyinIngest.Server.dll"), .. arguments])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var folder in (string[])["TMPDIR", "HOME", "DOTNET_BUNDLE_EXTRACT_BASE_DIR"])
        {
            start.Environment[folder] = _folder.FullName;
        }

        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. PlantedSecrets.Variables, .. settings])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Which of the words stand in a file, as UTF-8 or as the runtime's own strings are kept.</summary>
    private static async Task<IReadOnlyList<string>> SearchAsync(string file, IReadOnlyList<string> words)
    {
        var wanted = words.ToDictionary(word => word, word => (byte[][])[Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word)], StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var stream = File.OpenRead(file);
        var buffer = new byte[8 << 20];
        var kept = 0;
        for (int read; (read = await stream.ReadAsync(buffer.AsMemory(kept), TestContext.Current.CancellationToken)) > 0;)
        {
            var length = kept + read;
            found.UnionWith(wanted.Where(word => word.Value.Any(bytes => buffer.AsSpan(0, length).IndexOf(bytes) >= 0)).Select(word => word.Key));
            kept = Math.Min(length, 256);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }

        return [.. found];
    }
}
