using System.CommandLine;
using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Dashboards;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Every query of the dashboards and the rules, asked of a real Prometheus.</summary>
internal static class DashboardsCommand
{
    public static Command Create()
    {
        var picture = new Option<string>("--picture") { Description = "Where the picture goes, an SVG; empty: nowhere.", DefaultValueFactory = _ => "" };
        var repository = new Option<string>("--repository") { Description = "The folder with 'helm' and 'docs'.", DefaultValueFactory = _ => "." };
        return ScenarioCommand.Create(
            "dashboards",
            "A broker, a simulator, a fleet and Prometheus; asks every query of every panel and rule, under load and under faults.",
            (arguments, progress, cancellationToken) =>
                RunAsync(arguments.GetRequiredValue(picture), Path.GetFullPath(arguments.GetRequiredValue(repository)), progress, cancellationToken),
            picture,
            repository);
    }

    private static async Task<ScenarioReport> RunAsync(string picture, string repository, Action<string> progress, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport();
        await using var clusters = new ChaosClusters(progress);
        if (PrometheusProcess.Program("prometheus") is not { } program)
        {
            return report.Require(false, () => PrometheusProcess.Remedy);
        }

        if (await clusters.GetAsync(1, cancellationToken) is not { } broker)
        {
            return report.Require(false, () => ChaosClusters.Remedy);
        }

        var result = await DashboardRun.RunAsync(broker, program, repository, progress, cancellationToken);
        Console.WriteLine(QueryTable.Of(result.Rows));
        if (picture.Length > 0)
        {
            await File.WriteAllTextAsync(picture, DashboardPicture.Svg(result), cancellationToken);
        }

        foreach (var miss in result.Misses)
        {
            report.Require(false, () => miss);
        }

        return report
            .Add("queries", result.Rows.Count)
            .Add("withData", result.Rows.Count(row => row.HasData))
            .Add("underLoad", result.Rows.Count(row => row.When == PlannedFaults.AllIsWell))
            .Add("panels", result.Boards.Sum(board => board.Panels.Count(panel => panel.Queries.Count > 0)));
    }
}
