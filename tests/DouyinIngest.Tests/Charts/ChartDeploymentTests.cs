using System.Text.Json.Nodes;
using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>How the pods of the service run, are watched, are replaced and are stopped.</summary>
public sealed class ChartDeploymentTests
{
    [Fact]
    public async Task Rollout_ByDefault_AddsOnePodBeforeItTakesOne()
    {
        var spec = (await Chart.RenderAsync(Chart.Set())).Deployment["spec"]!;

        Assert.Equal(3, spec["replicas"]!.GetValue<int>());
        Assert.Equal("""{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}""", spec["strategy"]!.ToJsonString());
        Assert.Equal(10, spec["minReadySeconds"]!.GetValue<int>());
        Assert.Equal(300, spec["progressDeadlineSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Rollout_FixedRooms_NeverHasTwoPods()
    {
        var spec = (await Chart.RenderAsync(Chart.With("single-pod-values.yaml"))).Deployment["spec"]!;

        Assert.Equal(1, spec["replicas"]!.GetValue<int>());
        Assert.Equal("""{"type":"Recreate"}""", spec["strategy"]!.ToJsonString());
    }

    [Theory]
    [InlineData("hpa-values.yaml")]
    [InlineData("keda-values.yaml")]
    public async Task Replicas_Autoscaled_AreLeftOut(string shape)
        => Assert.False((await Chart.RenderAsync(Chart.With(shape))).Deployment["spec"]!.AsObject().ContainsKey("replicas"));

    /// <summary>The host stops waiting 5 s after the deadline; killed before that, a pod would owe its last checkpoints.</summary>
    [Theory]
    [InlineData("00:00:20", "null", 35)]
    [InlineData("00:00:08", "null", 23, "00:00:01", "00:00:01")]
    [InlineData("00:01:09", "null", 84)]
    [InlineData("00:00:20.5", "null", 36)]
    [InlineData("00:10:00", "null", 615)]
    [InlineData("00:00:20", "90", 90)]
    public async Task GracePeriod_FollowsTheDrainBudget(string deadline, string given, int expected, string settle = "00:00:10", string flush = "00:00:05")
    {
        var manifests = await Chart.RenderAsync(Chart.Set(
            $"config.Drain.Deadline={deadline}", $"config.Drain.Settle={settle}", $"config.Drain.Flush={flush}", $"terminationGracePeriodSeconds={given}"));

        Assert.Equal(expected, Pod(manifests)["terminationGracePeriodSeconds"]!.GetValue<int>());
        Assert.Equal(deadline, manifests.Settings["DOUYIN_INGEST__Drain__Deadline"]);
    }

    [Theory]
    [InlineData("startupProbe", "/healthz/live")]
    [InlineData("livenessProbe", "/healthz/live")]
    [InlineData("readinessProbe", "/healthz/ready")]
    public async Task Probe_AsksTheManagementPort(string probe, string path)
    {
        var container = Container(await Chart.RenderAsync(Chart.Set("management.port=9999")));

        Assert.Equal(path, container[probe]!["httpGet"]!["path"]!.GetValue<string>());
        Assert.Equal("management", container[probe]!["httpGet"]!["port"]!.GetValue<string>());
        Assert.Equal(9999, container["ports"]![0]!["containerPort"]!.GetValue<int>());
    }

    /// <summary>The port opens when the brokers have answered or Kafka:ConnectTimeout (at most 15 s by default) ended the start.</summary>
    [Fact]
    public async Task StartupProbe_OutlastsTheWaitForBrokers()
    {
        var probe = Container(await Chart.RenderAsync(Chart.Set()))["startupProbe"]!;
        Assert.True(probe["periodSeconds"]!.GetValue<int>() * probe["failureThreshold"]!.GetValue<int>() >= 60);
    }

    [Fact]
    public async Task Identity_IsThePodsOwn()
    {
        var variables = Variables(await Chart.RenderAsync(Chart.Set()));

        Assert.Equal("metadata.name", variables["DOUYIN_INGEST__Fleet__Pod"]["valueFrom"]!["fieldRef"]!["fieldPath"]!.GetValue<string>());
        Assert.Equal("status.podIP", variables["POD_IP"]["valueFrom"]!["fieldRef"]!["fieldPath"]!.GetValue<string>());
        Assert.Equal("$(POD_IP):9464", variables["DOUYIN_INGEST__Fleet__ManagementAddress"]["value"]!.GetValue<string>());
        Assert.Equal("POD_IP", variables.Keys.First());
    }

    [Fact]
    public async Task Settings_LargeNumbers_AreWrittenOut()
    {
        var settings = (await Chart.RenderAsync(Chart.With("simulator-values.yaml"))).Settings;

        Assert.Equal("268435456", settings["DOUYIN_INGEST__Ingest__InFlightBytes"]);
        Assert.Equal("Debug", settings["DOUYIN_INGEST__Logging__LogLevel__Default"]);
        Assert.Equal("true", settings["DOUYIN_INGEST__Logging__Json"]);
    }

    [Fact]
    public async Task Settings_Lists_TakeAnIndex()
    {
        var settings = (await Chart.RenderAsync(Chart.With("single-pod-values.yaml"))).Settings;

        Assert.Equal("123456789", settings["DOUYIN_INGEST__Ingest__Rooms__0"]);
        Assert.Equal("https://live.douyin.com/987654321", settings["DOUYIN_INGEST__Ingest__Rooms__1__Room"]);
        Assert.Equal("demo", settings["DOUYIN_INGEST__Ingest__Rooms__1__Labels__tenant"]);
    }

    [Fact]
    public async Task Checksum_ChangedSetting_ReplacesThePods()
    {
        var before = Checksums(await Chart.RenderAsync(Chart.Set()));
        var other = Checksums(await Chart.RenderAsync(Chart.Set("config.Fleet.Group=other")));
        var label = Checksums(await Chart.RenderAsync(Chart.Set("service.enabled=false", "topics.create=false")));

        Assert.NotEqual(before["checksum/config"]!.GetValue<string>(), other["checksum/config"]!.GetValue<string>());
        Assert.Equal(before.ToJsonString(), label.ToJsonString());
    }

    [Fact]
    public async Task Checksum_ChangedSecret_ReplacesThePods()
    {
        var one = Checksums(await Chart.RenderAsync(Chart.Set("credentials.cookie=a")));
        var two = Checksums(await Chart.RenderAsync(Chart.Set("credentials.cookie=b")));

        Assert.NotEqual(one["checksum/secret"]!.GetValue<string>(), two["checksum/secret"]!.GetValue<string>());
        Assert.Equal(one["checksum/config"]!.GetValue<string>(), two["checksum/config"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", "", "ghcr.io/douyin-ingest/server:0.1.0")]
    [InlineData("2.0", "", "ghcr.io/douyin-ingest/server:2.0")]
    [InlineData("2.0", "sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "ghcr.io/douyin-ingest/server@sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public async Task Image_DigestBeforeTagBeforeVersion(string tag, string digest, string expected)
        => Assert.Equal(expected, Container(await Chart.RenderAsync([.. Chart.Set($"image.digest={digest}"), "--set-string", $"image.tag={tag}"]))["image"]!.GetValue<string>());

    [Fact]
    public async Task Spread_EachConstraint_SelectsThePodsOfOneRevision()
    {
        var constraints = Pod(await Chart.RenderAsync(Chart.Set()))["topologySpreadConstraints"]!.AsArray();

        Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], constraints.Select(constraint => constraint!["topologyKey"]!.GetValue<string>()));
        Assert.All(constraints, constraint =>
        {
            Assert.Equal("server", constraint!["labelSelector"]!["matchLabels"]!["app.kubernetes.io/component"]!.GetValue<string>());
            Assert.Equal("pod-template-hash", constraint["matchLabelKeys"]![0]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task Extras_AreAdded()
    {
        var manifests = await Chart.RenderAsync(Chart.With("extras-values.yaml"));
        var pod = Pod(manifests);

        Assert.Equal("second-fleet", Variables(manifests)["DOUYIN_INGEST__Fleet__Group"]["value"]!.GetValue<string>());
        Assert.Equal("wait", pod["initContainers"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("proxy", pod["containers"]![1]!["name"]!.GetValue<string>());
        Assert.Contains(pod["volumes"]!.AsArray(), volume => volume!["name"]!.GetValue<string>() == "cache");
        Assert.Contains(Container(manifests)["volumeMounts"]!.AsArray(), mount => mount!["mountPath"]!.GetValue<string>() == "/var/cache/ingest");
        Assert.Contains(manifests.Of("ConfigMap"), map => Manifests.Name(map) == "ingest-proxy");
        var text = manifests.Of("ConfigMap").Single(map => Manifests.Name(map) == "ingest-douyin-ingest-more");
        Assert.Equal("live", text["data"]!["namespace"]!.GetValue<string>());
    }

    private static JsonNode Pod(Manifests manifests) => manifests.Deployment["spec"]!["template"]!["spec"]!;

    private static JsonNode Container(Manifests manifests) => Pod(manifests)["containers"]![0]!;

    private static JsonObject Checksums(Manifests manifests) => manifests.Deployment["spec"]!["template"]!["metadata"]!["annotations"]!.AsObject();

    private static Dictionary<string, JsonNode> Variables(Manifests manifests)
        => Container(manifests)["env"]!.AsArray().ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!, StringComparer.Ordinal);
}
