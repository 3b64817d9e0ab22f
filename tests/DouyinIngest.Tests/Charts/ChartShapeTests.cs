using System.Text.Json.Nodes;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Server;
using DouyinIngest.Tests.Charts.Fakes;
using Microsoft.Extensions.Configuration;

namespace DouyinIngest.Tests.Charts;

/// <summary>What holds for the chart in every shape that is supported.</summary>
public sealed class ChartShapeTests
{
    private const string Prefix = "DOUYIN_INGEST__";

    public static TheoryData<string> Shapes => [.. Chart.Shapes];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Lint_Strict_FindsNothing(string shape)
    {
        var outcome = await Chart.Helm.RunAsync(["lint", "--strict", Chart.Folder, .. Chart.With(shape)]);
        Assert.True(outcome.IsSuccess, outcome.Said);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Pods_OfEveryShape_RunWithoutRights(string shape)
    {
        var manifests = await Chart.RenderAsync(Chart.With(shape));

        Assert.All(manifests.Pods, pod =>
        {
            Assert.False(pod.Spec["automountServiceAccountToken"]!.GetValue<bool>());
            Assert.False(pod.Spec["enableServiceLinks"]!.GetValue<bool>());
            Assert.True(pod.Spec["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
            Assert.Equal(1654, pod.Spec["securityContext"]!["runAsUser"]!.GetValue<int>());
            Assert.Equal("RuntimeDefault", pod.Spec["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
            var container = pod.Spec["containers"]![0]!;
            Assert.True(container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
            Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
            Assert.Equal("""["ALL"]""", container["securityContext"]!["capabilities"]!["drop"]!.ToJsonString());
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
            Assert.DoesNotContain(":latest", container["image"]!.GetValue<string>(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Objects_OfEveryShape_AreLabelledAndInTheNamespace(string shape)
    {
        var manifests = await Chart.RenderAsync(Chart.With(shape));

        Assert.All(manifests.All.Where(item => item["metadata"]!["labels"] is not null), item =>
        {
            Assert.Equal("live", item["metadata"]!["namespace"]!.GetValue<string>());
            var labels = item["metadata"]!["labels"]!;
            Assert.Equal("douyin-ingest", labels["app.kubernetes.io/name"]!.GetValue<string>());
            Assert.Equal("ingest", labels["app.kubernetes.io/instance"]!.GetValue<string>());
            Assert.All(["version", "component", "part-of", "managed-by"], label => Assert.NotNull(labels["app.kubernetes.io/" + label]));
            Assert.StartsWith("douyin-ingest-", labels["helm.sh/chart"]!.GetValue<string>(), StringComparison.Ordinal);
        });
        var named = manifests.All.Select(item => $"{Manifests.Kind(item)}/{Manifests.Name(item)}").ToList();
        Assert.Equal(named.Distinct(StringComparer.Ordinal), named);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Selectors_OfEveryShape_TakeTheServicesPodsAndNoOthers(string shape)
    {
        var manifests = await Chart.RenderAsync(Chart.With(shape));
        var selectors = manifests.All.Select(item => (Manifests.Kind(item), Selector(item))).Where(pair => pair.Item2 is not null).ToList();

        Assert.NotEmpty(selectors);
        Assert.All(selectors, selector => Assert.All(manifests.Pods, pod =>
        {
            var labels = pod.Metadata["labels"]!.AsObject();
            var isTaken = selector.Item2!.All(wanted => labels[wanted.Key]?.GetValue<string>() == wanted.Value!.GetValue<string>());
            Assert.Equal(pod.Owner == "Deployment", isTaken);
        }));
    }

    /// <summary>The service refuses what it does not know: the chart must not name it wrongly, in any shape.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Settings_OfEveryShape_AreKnownToTheService(string shape)
    {
        var manifests = await Chart.RenderAsync(Chart.With(shape));
        var variables = manifests.Settings.Concat(
            manifests.Deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray()
                .Select(variable => KeyValuePair.Create(variable!["name"]!.GetValue<string>(), "x"))
                .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal)));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(pair => KeyValuePair.Create(pair.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();

        Assert.Empty(SettingsCheck.Mistakes(configuration, IngestServer.Sections));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Render_Twice_IsTheSame(string shape)
        => Assert.Equal((await Chart.RunAsync(Chart.With(shape))).Output, (await Chart.RunAsync(Chart.With(shape))).Output);

    private static JsonObject? Selector(JsonObject item) => Manifests.Kind(item) switch
    {
        "Service" => item["spec"]!["selector"]!.AsObject(),
        "Deployment" or "PodDisruptionBudget" or "PodMonitor" => item["spec"]!["selector"]!["matchLabels"]!.AsObject(),
        _ => null,
    };
}
