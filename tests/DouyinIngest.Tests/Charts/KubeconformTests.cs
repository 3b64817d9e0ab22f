using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>What is rendered is what Kubernetes, the Prometheus operator and KEDA understand: no field too many, none of the wrong type.</summary>
public sealed class KubeconformTests
{
    private const string Schemas = "KUBECONFORM_SCHEMAS";

    private static readonly Tool s_kubeconform = new("KUBECONFORM", "kubeconform");

    public static TheoryData<string> Shapes => [.. Chart.Shapes];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Chart_EveryShape_IsValid(string shape)
    {
        var rendered = await Chart.RunAsync(Chart.With(shape));
        Assert.True(rendered.IsSuccess, rendered.Said);

        var outcome = await CheckAsync(rendered.Output);

        Assert.True(outcome.IsSuccess, outcome.Said);
        Assert.Contains("Invalid: 0, Errors: 0, Skipped: 0", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainManifests_AreValid()
    {
        var files = Directory.GetFiles(Checkout.At("k8s"), "*.yaml").Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal));

        var outcome = await CheckAsync(string.Join("---\n", files.Select(File.ReadAllText)));

        Assert.True(outcome.IsSuccess, outcome.Said);
    }

    /// <summary>A check that lets everything pass would not be one.</summary>
    [Fact]
    public async Task Chart_FieldTooMany_IsRefused()
    {
        var rendered = await Chart.RunAsync(Chart.Set());
        var outcome = await CheckAsync(rendered.Output.Replace("minReadySeconds:", "minReadySecs:", StringComparison.Ordinal));

        Assert.False(outcome.IsSuccess, outcome.Said);
        Assert.Contains("minReadySecs", outcome.Said, StringComparison.Ordinal);
    }

    private static Task<Outcome> CheckAsync(string manifests)
    {
        var location = Environment.GetEnvironmentVariable(Schemas);
        Assert.SkipWhen(string.IsNullOrEmpty(location), $"Set {Schemas} to where kubeconform finds its schemas, those of the operators' kinds included, such as '/schemas/{{{{ .ResourceKind }}}}{{{{ .KindSuffix }}}}.json'.");
        return s_kubeconform.RunAsync(["-strict", "-summary", "-schema-location", location!, "-"], manifests);
    }
}
