using System.Text.Json.Nodes;
using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>What operators get: monitors, rules, dashboards, the network's rules, the test pod, the notes.</summary>
public sealed class ChartOperationsTests
{
    private static readonly string s_rules = Path.Combine(Chart.Folder, "rules");
    private static readonly string s_dashboards = Path.Combine(Chart.Folder, "dashboards");

    [Theory]
    [InlineData("pod-monitor-values.yaml", "PodMonitor", "podMetricsEndpoints")]
    [InlineData("service-monitor-values.yaml", "ServiceMonitor", "endpoints")]
    public async Task Monitor_ScrapesTheManagementPort(string shape, string kind, string endpoints)
    {
        var monitor = (await Chart.RenderAsync(Chart.With(shape))).Only(kind);

        Assert.Equal("kube-prometheus-stack", monitor["metadata"]!["labels"]!["release"]!.GetValue<string>());
        Assert.Equal("app.kubernetes.io/name", monitor["spec"]!["jobLabel"]!.GetValue<string>());
        var endpoint = monitor["spec"]![endpoints]![0]!;
        Assert.Equal("management", endpoint["port"]!.GetValue<string>());
        Assert.Equal("/metrics", endpoint["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Operators_ByDefault_AreNotNeeded()
        => Assert.Equal(
            ["apps/v1", "batch/v1", "policy/v1", "v1"],
            (await Chart.RenderAsync(Chart.Set())).All.Select(item => item["apiVersion"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Rules_AreThoseOfTheFiles()
    {
        var files = Directory.GetFiles(s_rules, "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => Manifests.Parse(File.ReadAllText(file)).All)
            .SelectMany(document => document["groups"]!.AsArray());
        var rule = (await Chart.RenderAsync(Chart.With("pod-monitor-values.yaml"))).Only("PrometheusRule");

        Assert.Equal(files.Select(Text), rule["spec"]!["groups"]!.AsArray().Select(Text));
        Assert.NotEmpty(Alerts(rule));
    }

    [Fact]
    public async Task Rules_DisabledAlert_IsLeftOutAlone()
    {
        var all = Alerts((await Chart.RenderAsync(Chart.Set("prometheusRule.enabled=true"))).Only("PrometheusRule"));
        var fewer = Alerts((await Chart.RenderAsync(Chart.Set("prometheusRule.enabled=true", $"prometheusRule.disabledAlerts={{{all[1]}}}"))).Only("PrometheusRule"));

        Assert.Equal(all.Where(alert => alert != all[1]), fewer);
    }

    [Fact]
    public async Task Dashboards_AreThoseOfTheFiles_WithTheSidecarsLabel()
    {
        var files = Directory.GetFiles(s_dashboards, "*.json").ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file), StringComparer.Ordinal);
        var maps = (await Chart.RenderAsync(Chart.With("pod-monitor-values.yaml"))).Of("ConfigMap")
            .Where(map => map["metadata"]!["labels"]!["grafana_dashboard"]?.ToString() == "1").ToList();

        Assert.NotEmpty(files);
        Assert.Equal(files.Count, maps.Count);
        Assert.All(maps, map =>
        {
            var (name, text) = Assert.Single(map["data"]!.AsObject());
            Assert.Equal(JsonNode.Parse(files[name])!.ToJsonString(), JsonNode.Parse(text!.GetValue<string>())!.ToJsonString());
            Assert.Equal("DouyinIngest", map["metadata"]!["annotations"]!["grafana_folder"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task NetworkPolicy_LetsInTheManagementPort_AndOutWhatIsNeeded()
    {
        var spec = (await Chart.RenderAsync(Chart.With("locked-down-values.yaml"))).Only("NetworkPolicy")["spec"]!;

        Assert.Equal("""["Ingress","Egress"]""", spec["policyTypes"]!.ToJsonString());
        var ingress = Assert.Single(spec["ingress"]!.AsArray())!;
        Assert.Equal("""[{"port":"management","protocol":"TCP"}]""", ingress["ports"]!.ToJsonString());
        Assert.Equal(2, ingress["from"]!.AsArray().Count);
        Assert.Equal([53, 53, 9093, 443, 8080], spec["egress"]!.AsArray().SelectMany(rule => rule!["ports"]!.AsArray()).Select(port => port!["port"]!.GetValue<int>()));
        Assert.Contains("10.0.0.0/8", spec["egress"]![2]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NetworkPolicy_EgressOff_RestrictsIngressOnly()
    {
        var spec = (await Chart.RenderAsync(Chart.Set("networkPolicy.enabled=true", "networkPolicy.egress.enabled=false"))).Only("NetworkPolicy")["spec"]!;

        Assert.Equal("""["Ingress"]""", spec["policyTypes"]!.ToJsonString());
        Assert.Null(spec["egress"]);
    }

    [Fact]
    public async Task ServiceAccount_OfOthers_IsUsedAndNotMade()
    {
        var manifests = await Chart.RenderAsync(Chart.With("locked-down-values.yaml"));

        Assert.Empty(manifests.Of("ServiceAccount"));
        Assert.Equal("default", manifests.Deployment["spec"]!["template"]!["spec"]!["serviceAccountName"]!.GetValue<string>());
    }

    [Fact]
    public async Task TestPod_ReadsTheFleet()
    {
        var pod = (await Chart.RenderAsync(Chart.Set())).Only("Pod");

        Assert.Equal("test", pod["metadata"]!["annotations"]!["helm.sh/hook"]!.GetValue<string>());
        Assert.Equal("""["fleet","--brokers","kafka:9092"]""", pod["spec"]!["containers"]![0]!["args"]!.ToJsonString());
        Assert.Equal("ghcr.io/douyin-ingest/cli:0.1.0", pod["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
    }

    private static List<string> Alerts(JsonNode rule) =>
        [.. rule["spec"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(one => one!["alert"]?.GetValue<string>()).OfType<string>()];

    /// <summary>Helm sorts keys, so both sides are sorted; what is compared is the content.</summary>
    private static string Text(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ":" + Text(pair.Value))) + "}",
        JsonArray items => "[" + string.Join(',', items.Select(Text)) + "]",
        _ => node?.ToString() ?? "null",
    };
}
