using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>How many pods there are: autoscalers, and what may be evicted.</summary>
public sealed class ChartScalingTests
{
    [Fact]
    public async Task Hpa_DividesTheFleetsRooms_AndHasACeilingOnCpu()
    {
        var spec = (await Chart.RenderAsync(Chart.With("hpa-values.yaml"))).Only("HorizontalPodAutoscaler")["spec"]!;

        Assert.Equal("""{"apiVersion":"apps/v1","kind":"Deployment","name":"ingest-douyin-ingest"}""", spec["scaleTargetRef"]!.ToJsonString());
        Assert.Equal((3, 12), (spec["minReplicas"]!.GetValue<int>(), spec["maxReplicas"]!.GetValue<int>()));
        Assert.Equal(
            """[{"type":"External","external":{"metric":{"name":"douyin_rooms_admitted","selector":{"matchLabels":{"fleet":"main"}}},"target":{"type":"AverageValue","averageValue":"1500"}}},{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}]""",
            spec["metrics"]!.ToJsonString());
    }

    [Theory]
    [InlineData("autoscaling.hpa.externalMetric.enabled=false", "Resource")]
    [InlineData("autoscaling.targetCPUUtilizationPercentage=null", "External")]
    public async Task Hpa_OneMetricOff_KeepsTheOther(string value, string left)
    {
        var spec = (await Chart.RenderAsync(Chart.Set("autoscaling.hpa.enabled=true", value))).Only("HorizontalPodAutoscaler")["spec"]!;
        Assert.Equal(left, Assert.Single(spec["metrics"]!.AsArray())!["type"]!.GetValue<string>());
    }

    /// <summary>A scaled-down pod hands its rooms over: one at a time, and not for a dip.</summary>
    [Theory]
    [InlineData("hpa-values.yaml")]
    [InlineData("keda-values.yaml")]
    public async Task Autoscaler_ScalesDownSlowly(string shape)
    {
        var manifests = await Chart.RenderAsync(Chart.With(shape));
        var behavior = shape.StartsWith("hpa", StringComparison.Ordinal)
            ? manifests.Only("HorizontalPodAutoscaler")["spec"]!["behavior"]!
            : manifests.Only("ScaledObject")["spec"]!["advanced"]!["horizontalPodAutoscalerConfig"]!["behavior"]!;

        Assert.Equal(900, behavior["scaleDown"]!["stabilizationWindowSeconds"]!.GetValue<int>());
        Assert.Equal(1, behavior["scaleDown"]!["policies"]![0]!["value"]!.GetValue<int>());
    }

    [Fact]
    public async Task Keda_AsksForThisReleasesRooms_NeverForLag()
    {
        var spec = (await Chart.RenderAsync(Chart.With("keda-values.yaml"))).Only("ScaledObject")["spec"]!;
        var rooms = spec["triggers"]![0]!;

        Assert.Equal("ingest-douyin-ingest", spec["scaleTargetRef"]!["name"]!.GetValue<string>());
        Assert.Equal(["prometheus", "cpu"], spec["triggers"]!.AsArray().Select(trigger => trigger!["type"]!.GetValue<string>()));
        Assert.Equal("""max(douyin_rooms_admitted{namespace="live",pod=~"ingest-douyin-ingest-[a-z0-9]+-[a-z0-9]+"})""", rooms["metadata"]!["query"]!.GetValue<string>());
        Assert.Equal("2000", rooms["metadata"]!["threshold"]!.GetValue<string>());
        Assert.Equal("AverageValue", rooms["metricType"]!.GetValue<string>());
        Assert.Equal("""{"failureThreshold":3,"replicas":2,"behavior":"currentReplicasIfHigher"}""", spec["fallback"]!.ToJsonString());
    }

    [Fact]
    public async Task Keda_OwnQuery_IsTakenAsItIs()
    {
        var spec = (await Chart.RenderAsync(Chart.Set("autoscaling.keda.enabled=true", "autoscaling.keda.serverAddress=http://p:9090", "autoscaling.keda.query=max(mine)"))).Only("ScaledObject")["spec"]!;
        Assert.Equal("max(mine)", spec["triggers"]![0]!["metadata"]!["query"]!.GetValue<string>());
    }

    [Fact]
    public async Task Budget_ByDefault_LetsOnePodGoAtATime()
    {
        var spec = (await Chart.RenderAsync(Chart.Set())).Only("PodDisruptionBudget")["spec"]!;

        Assert.Equal(1, spec["maxUnavailable"]!.GetValue<int>());
        Assert.Null(spec["minAvailable"]);
        Assert.Equal("AlwaysAllow", spec["unhealthyPodEvictionPolicy"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("50%")]
    [InlineData("2")]
    public async Task Budget_MinAvailable_TakesItsPlace(string least)
    {
        var spec = (await Chart.RenderAsync(Chart.Set("podDisruptionBudget.maxUnavailable=null", $"podDisruptionBudget.minAvailable={least}"))).Only("PodDisruptionBudget")["spec"]!;

        Assert.Null(spec["maxUnavailable"]);
        Assert.Equal(least, spec["minAvailable"]!.ToString());
    }
}
