using DouyinIngest.Benchmarks.Dashboards;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.FunctionalTests.Dashboards;

/// <summary>The rules by Prometheus' own tool.</summary>
public sealed class RuleTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static string Rules => Path.Combine(RepositoryFolder.Path, "helm", "douyin-ingest", "rules");

    [Fact(Timeout = TimeLimit.Test)]
    public Task Rules_AreWellFormed() => PromtoolAsync(["check", "rules", Path.Combine(Rules, "douyin-ingest.rules.yaml")], TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeLimit.Test)]
    public Task Rules_FireStaySilentAndResolve() => PromtoolAsync(["test", "rules", .. Directory.GetFiles(Path.Combine(Rules, "tests"), "*.yaml")], TestContext.Current.CancellationToken);

    private static async Task PromtoolAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var program = PrometheusProcess.Program("promtool");
        Assert.SkipWhen(program is null, PrometheusProcess.Remedy);
        await using var process = ChildProcess.StartFile(program!, arguments);
        var code = await process.WaitAsync(Deadline, cancellationToken);
        Assert.True(code == 0, process.Output + process.Errors);
    }
}
