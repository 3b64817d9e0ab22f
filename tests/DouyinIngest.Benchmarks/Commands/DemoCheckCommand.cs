using System.CommandLine;
using System.ComponentModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The newcomer's first command, as a process, with another Kafka client reading along.</summary>
internal static partial class DemoCheckCommand
{
    private const int MinEvents = 20_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the demo plays.", DefaultValueFactory = _ => 20 };
        return ScenarioCommand.Create(
            "demo",
            "Runs the demo as a process and reads one of its topics with kcat meanwhile, where that is installed.",
            (arguments, progress, cancellationToken) => RunAsync(arguments.GetRequiredValue(seconds), progress, cancellationToken),
            seconds);
    }

    private static async Task<ScenarioReport> RunAsync(int seconds, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var demo = ChildProcess.Start("DouyinIngest.Cli", ["demo", "--seconds", $"{seconds}", "--json"]);
        string Said() => demo.Output + demo.Errors;
        await Eventually.IsTrueAsync(() => Address().IsMatch(Said()), Deadline, () => $"the demo names its broker: {Said()}");
        var line = Address().Match(Said());
        progress($"kcat reads {line.Groups["topic"].Value} at {line.Groups["broker"].Value}");
        var read = await ReadAsync(line.Groups["broker"].Value, line.Groups["topic"].Value, cancellationToken);
        var exit = await demo.WaitAsync(TimeSpan.FromSeconds(seconds) + Deadline, cancellationToken);
        var last = demo.Output.TrimEnd().Split('\n')[^1];
        using var json = JsonDocument.Parse(last);
        var figures = json.RootElement;
        var kinds = figures.GetProperty("kinds").EnumerateObject().ToDictionary(k => k.Name, k => k.Value.GetInt64(), StringComparer.Ordinal);
        return new ScenarioReport()
            .Require(exit == 0, () => $"exit code {exit}: {demo.Errors}")
            .Require(read is null or > 0, () => "kcat read nothing")
            .Require(figures.GetProperty("lost").GetInt64() == 0, () => $"lost: {last}")
            .Require(figures.GetProperty("duplicates").GetInt64() == 0, () => $"duplicates: {last}")
            .Require(figures.GetProperty("giftTotalsEqual").GetBoolean(), () => $"gift totals: {last}")
            .Require(figures.GetProperty("emitted").GetInt64() >= MinEvents, () => $"too few events: {last}")
            .Require(kinds.Count == 7 && kinds.Values.All(n => n > 0), () => $"not all seven kinds: {last}")
            .Add("exit", exit)
            .Add("emitted", figures.GetProperty("emitted").GetInt64())
            .Add("lost", figures.GetProperty("lost").GetInt64())
            .Add("duplicates", figures.GetProperty("duplicates").GetInt64())
            .Add("kinds", kinds)
            .Add("kcat", read is null ? "not installed" : $"{read} records");
    }

    private static async Task<int?> ReadAsync(string broker, string topic, CancellationToken cancellationToken)
    {
        try
        {
            await using var kcat = ChildProcess.StartFile("kcat", ["-b", broker, "-t", topic, "-C", "-c", "10", "-q"]);
            await kcat.WaitAsync(Deadline, cancellationToken);
            return kcat.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"kcat -b (?<broker>\S+) -t (?<topic>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
