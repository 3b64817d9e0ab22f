using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>Asks every query of every panel and rule of a real Prometheus: under load, and what is empty then under the fault that fills it.</summary>
internal sealed partial class DashboardRun
{
    private static readonly TimeSpan FaultDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LoadDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    // What Grafana fills in. A minute's worth of samples comes within seconds here.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["namespace"] = DashboardRig.Namespace,
        ["job"] = ".*",
        ["pod"] = ".*",
        ["__rate_interval"] = "10s",
    };

    private readonly DashboardRig _rig;
    private readonly Action<string> _progress;
    private readonly IReadOnlyList<Board> _boards;
    private readonly List<QueryRow> _rows;
    private readonly List<string> _misses = [];
    private readonly long _started = Stopwatch.GetTimestamp();

    private DashboardRun(DashboardRig rig, IReadOnlyList<Board> boards, IReadOnlyList<BoardQuery> rules, Action<string> progress)
    {
        _rig = rig;
        _progress = progress;
        _boards = boards;
        _rows = [.. boards.SelectMany(board => board.Queries).Concat(rules).Select(query => new QueryRow(query))];
    }

    /// <summary>The whole run.</summary>
    /// <param name="broker">It is stopped for a while.</param>
    /// <param name="program">Prometheus.</param>
    /// <param name="repository">The folder with <c>helm</c> and <c>docs</c>.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async Task<DashboardResult> RunAsync(IBroker broker, string program, string repository, Action<string> progress, CancellationToken cancellationToken)
    {
        var chart = Path.Combine(repository, "helm", "douyin-ingest");
        var prefix = string.Create(CultureInfo.InvariantCulture, $"boards.{Environment.ProcessId}-{Environment.TickCount64:x}");
        await using var rig = await DashboardRig.PrepareAsync(broker, program, Path.Combine(chart, "rules", "douyin-ingest.rules.yaml"), prefix);
        var boards = Board.ReadAll(Path.Combine(chart, "dashboards"), Variables);
        var run = new DashboardRun(rig, boards, await rig.Prometheus.RulesAsync(cancellationToken), progress);
        return await run.AskAsync(await File.ReadAllTextAsync(Path.Combine(repository, "docs", "metrics.md"), cancellationToken), cancellationToken);
    }

    private async Task<DashboardResult> AskAsync(string page, CancellationToken cancellationToken)
    {
        foreach (var fault in PlannedFaults.AtFirst)
        {
            await UnderAsync(fault, cancellationToken);
        }

        var from = TimeProvider.System.GetUtcNow();
        await LoadAsync(cancellationToken);
        await ComparePageAsync(page, cancellationToken);
        foreach (var fault in PlannedFaults.UnderLoad)
        {
            await UnderAsync(fault, cancellationToken);
        }

        await _rig.RecoveredAsync(cancellationToken);
        var drawn = await DrawAsync(from, cancellationToken);
        _misses.AddRange(_rows.Where(row => !row.HasData).Select(row => $"{row.Query.Origin}: '{row.Query.Title}' gave no data: {row.Query.Expression}"));
        return new DashboardResult(_rows, _boards, drawn, _misses);
    }

    /// <summary>Until every query has data that no fault is planned for; those with one must have none.</summary>
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var faulty = PlannedFaults.UnderLoad.SelectMany(fault => fault.Makes).ToHashSet(StringComparer.Ordinal);
        await UntilAsync([.. _rows.Where(row => !faulty.Contains(row.Query.Title))], PlannedFaults.AllIsWell, LoadDeadline, cancellationToken);
        faulty.ExceptWith(PlannedFaults.UnderLoad.Where(fault => !fault.OnlyThen).SelectMany(fault => fault.Makes));
        foreach (var row in _rows.Where(row => faulty.Contains(row.Query.Title)))
        {
            if ((await _rig.Prometheus.QueryAsync(row.Query.Expression, cancellationToken)).Any(series => series.HasData))
            {
                _misses.Add($"{row.Query.Origin}: '{row.Query.Title}' gave data although nothing was wrong");
            }
        }
    }

    private async Task UnderAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        await fault.InjectAsync(_rig, cancellationToken);
        await UntilAsync([.. _rows.Where(row => fault.Makes.Contains(row.Query.Title, StringComparer.Ordinal))], fault.What, FaultDeadline, cancellationToken);
    }

    private async Task UntilAsync(IReadOnlyList<QueryRow> rows, string when, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (true)
        {
            foreach (var row in rows.Where(row => !row.HasData))
            {
                row.Take(await _rig.Prometheus.QueryAsync(row.Query.Expression, cancellationToken), when);
            }

            if (rows.All(row => row.HasData) || Stopwatch.GetElapsedTime(began) > deadline)
            {
                break;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        _progress(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_started).TotalSeconds,6:0.0} s  {when}: {rows.Count(row => row.HasData)} of {rows.Count} queries give data"));
    }

    /// <summary>What a running instance exports is on the page, and the other way round.</summary>
    private async Task ComparePageAsync(string page, CancellationToken cancellationToken)
    {
        var text = await Http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_rig.Fleet.Pods[0].Place.Port}/metrics")), cancellationToken);
        var exported = Exported().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var listed = Listed().Matches(page).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        _misses.AddRange(exported.Except(listed, StringComparer.Ordinal).Select(name => $"{name} is exported and not in docs/metrics.md"));
        _misses.AddRange(listed.Except(exported, StringComparer.Ordinal).Select(name => $"{name} is in docs/metrics.md and not exported"));
    }

    private async Task<Dictionary<BoardQuery, IReadOnlyList<PrometheusSeries>>> DrawAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var to = TimeProvider.System.GetUtcNow();
        var drawn = new Dictionary<BoardQuery, IReadOnlyList<PrometheusSeries>>();
        foreach (var query in _boards.SelectMany(board => board.Queries))
        {
            drawn[query] = await _rig.Prometheus.QueryAsync(query.Expression, from, to, TimeSpan.FromSeconds(2), cancellationToken);
        }

        return drawn;
    }

    [GeneratedRegex("^# TYPE (?<name>douyin_[a-z_]+) ", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Exported();

    [GeneratedRegex(@"^\| `(?<name>douyin_[a-z_]+)`", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();
}
