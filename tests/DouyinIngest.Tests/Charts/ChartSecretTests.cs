using System.Text.Json.Nodes;
using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>How TLS, logins and credentials reach the pods, and where they must never stand.</summary>
public sealed class ChartSecretTests
{
    private static readonly string[] s_trial =
    [
        "kafka.sasl.enabled=true", "kafka.sasl.username=somebody", "kafka.sasl.password=planted-password",
        "credentials.appSecret=planted-app-secret", "credentials.cookie=planted-cookie",
    ];

    [Fact]
    public async Task MadeSecret_HoldsWhatIsSecret_AndNothingElseDoes()
    {
        var manifests = await Chart.RenderAsync(Chart.Set(s_trial));

        var holders = manifests.All.Where(item => item.ToJsonString().Contains("planted-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, holders.Count);
        Assert.All(holders, item => Assert.Equal("Secret", Manifests.Kind(item)));
        var secret = manifests.Of("Secret").Single(item => item["metadata"]!["annotations"] is null);
        Assert.Equal("""{"DOUYIN_APP_SECRET":"planted-app-secret","DOUYIN_COOKIE":"planted-cookie","username":"somebody","password":"planted-password"}""", secret["stringData"]!.ToJsonString());
    }

    /// <summary>The hook runs before any object of the release is there, so it brings what it needs and nothing more.</summary>
    [Fact]
    public async Task MadeSecret_OfTheHook_HoldsTheLoginOnly()
    {
        var manifests = await Chart.RenderAsync(Chart.Set(s_trial));

        var secret = manifests.Of("Secret").Single(item => item["metadata"]!["annotations"] is not null);
        Assert.Equal("""{"username":"somebody","password":"planted-password"}""", secret["stringData"]!.ToJsonString());
        Assert.Equal("before-hook-creation,hook-succeeded", secret["metadata"]!["annotations"]!["helm.sh/hook-delete-policy"]!.GetValue<string>());
        Assert.True(Weight(secret) < Weight(manifests.Only("Job")));
        Assert.Contains($$$"""{"name":"{{{Manifests.Name(secret)}}}","key":"password"}""", manifests.Only("Job").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MadeSecret_NothingSecret_IsNotMade() => Assert.Empty((await Chart.RenderAsync(Chart.Set())).Of("Secret"));

    [Fact]
    public async Task ExistingSecrets_AreReferred_AndNoneIsMade()
    {
        var manifests = await Chart.RenderAsync(Chart.With("tls-sasl-values.yaml"));
        var variables = Server(manifests)["env"]!.AsArray().Where(variable => variable!["valueFrom"]?["secretKeyRef"] is not null)
            .ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!["valueFrom"]!["secretKeyRef"]!.ToJsonString(), StringComparer.Ordinal);

        Assert.Empty(manifests.Of("Secret"));
        Assert.Equal("""{"name":"kafka-login","key":"user"}""", variables["DOUYIN_INGEST__Kafka__Client__sasl.username"]);
        Assert.Equal("""{"name":"kafka-login","key":"pass"}""", variables["DOUYIN_INGEST__Kafka__Client__sasl.password"]);
        Assert.Equal("""{"name":"kafka-tls","key":"tls.password"}""", variables["DOUYIN_INGEST__Kafka__Client__ssl.key.password"]);
        Assert.Equal("""{"name":"douyin-credentials","key":"DOUYIN_COOKIE","optional":true}""", variables["DOUYIN_COOKIE"]);
    }

    [Fact]
    public async Task Tls_Certificates_AreMountedWhereTheSettingsSay()
    {
        var manifests = await Chart.RenderAsync(Chart.With("tls-sasl-values.yaml"));
        var settings = manifests.Settings;

        Assert.Equal("/etc/douyin-ingest/kafka/ca.crt", settings["DOUYIN_INGEST__Kafka__Client__ssl.ca.location"]);
        Assert.Equal("/etc/douyin-ingest/kafka/tls.crt", settings["DOUYIN_INGEST__Kafka__Client__ssl.certificate.location"]);
        Assert.Equal("/etc/douyin-ingest/kafka/tls.key", settings["DOUYIN_INGEST__Kafka__Client__ssl.key.location"]);
        Assert.All(manifests.Pods, pod =>
        {
            Assert.Contains(pod.Spec["volumes"]!.AsArray(), volume => volume!["secret"]?["secretName"]!.GetValue<string>() == "kafka-tls");
            Assert.Contains(pod.Spec["containers"]![0]!["volumeMounts"]!.AsArray(), mount => mount!["mountPath"]!.GetValue<string>() == "/etc/douyin-ingest/kafka");
        });
    }

    /// <summary>A file, so that a changed token counts without a restart; and in the pods of the service alone.</summary>
    [Fact]
    public async Task Token_IsMountedWhereTheSettingSays()
    {
        var manifests = await Chart.RenderAsync(Chart.Set("management.token.existingSecret=writers", "management.token.key=secret.txt"));

        Assert.Equal("/etc/douyin-ingest/management/secret.txt", manifests.Settings["DOUYIN_INGEST__Management__TokenFile"]);
        Assert.Contains(Server(manifests)["volumeMounts"]!.AsArray(), mount => mount!["mountPath"]!.GetValue<string>() == "/etc/douyin-ingest/management");
        Assert.Equal(
            ["Deployment"],
            manifests.Pods.Where(pod => pod.Spec["volumes"]!.AsArray().Any(volume => volume!["secret"]?["secretName"]!.GetValue<string>() == "writers")).Select(pod => pod.Owner));
    }

    [Fact]
    public async Task Token_ByDefault_NobodyMayWrite()
        => Assert.DoesNotContain("DOUYIN_INGEST__Management__TokenFile", (await Chart.RenderAsync(Chart.Set())).Settings.Keys);

    [Theory]
    [InlineData(false, false, null, null)]
    [InlineData(true, false, "SSL", null)]
    [InlineData(false, true, "SASL_PLAINTEXT", "SCRAM-SHA-512")]
    [InlineData(true, true, "SASL_SSL", "SCRAM-SHA-512")]
    public async Task Protocol_FollowsTlsAndSasl(bool tls, bool sasl, string? protocol, string? mechanism)
    {
        string[] login = sasl ? ["kafka.sasl.enabled=true", "kafka.sasl.existingSecret=login"] : [];
        var manifests = await Chart.RenderAsync(Chart.Set([$"kafka.tls.enabled={(tls ? "true" : "false")}", .. login]));

        Assert.Equal(protocol, manifests.Settings.GetValueOrDefault("DOUYIN_INGEST__Kafka__Client__security.protocol"));
        Assert.Equal(mechanism, manifests.Settings.GetValueOrDefault("DOUYIN_INGEST__Kafka__Client__sasl.mechanism"));
        Assert.Equal(protocol is not null, Arguments(manifests.Only("Job")).Contains($"Kafka:Client:security.protocol={protocol}"));
    }

    [Fact]
    public async Task Topics_Job_IsAHookThatMayRunAgain()
    {
        var job = (await Chart.RenderAsync(Chart.Set("config.Kafka.CheckpointPartitions=16", "config.Kafka.TopicPrefix=staging.live"))).Only("Job");

        Assert.Equal("pre-install,pre-upgrade", job["metadata"]!["annotations"]!["helm.sh/hook"]!.GetValue<string>());
        Assert.Equal("before-hook-creation,hook-succeeded", job["metadata"]!["annotations"]!["helm.sh/hook-delete-policy"]!.GetValue<string>());
        Assert.Equal(
            ["topics", "create", "--brokers", "kafka:9092", "--set", "Kafka:CheckpointPartitions=16", "--set", "Kafka:TopicPrefix=staging.live"],
            Arguments(job));
    }

    [Fact]
    public async Task Topics_LoginOfTheJob_IsNoArgument()
    {
        var job = (await Chart.RenderAsync(Chart.Set("kafka.sasl.enabled=true", "kafka.sasl.existingSecret=login"))).Only("Job");
        var container = job["spec"]!["template"]!["spec"]!["containers"]![0]!;

        Assert.DoesNotContain(Arguments(job), argument => argument.Contains("password", StringComparison.Ordinal) || argument.Contains("username", StringComparison.Ordinal));
        Assert.Equal(
            ["DOUYIN_INGEST__Kafka__Client__sasl.username=login", "DOUYIN_INGEST__Kafka__Client__sasl.password=login"],
            container["env"]!.AsArray().Select(variable => $"{variable!["name"]}={variable["valueFrom"]!["secretKeyRef"]!["name"]}"));
    }

    /// <summary>A Job cannot be changed, so an ordinary one has a name that goes with what it does.</summary>
    [Fact]
    public async Task Topics_OrdinaryJob_IsNamedAfterWhatItDoes()
    {
        var one = (await Chart.RenderAsync(Chart.Set("topics.hook=false"))).Only("Job");
        var same = (await Chart.RenderAsync(Chart.Set("topics.hook=false", "replicas=5"))).Only("Job");
        var two = (await Chart.RenderAsync(Chart.Set("topics.hook=false", "cliImage.tag=next"))).Only("Job");

        Assert.Null(one["metadata"]!["annotations"]);
        Assert.Equal(600, one["spec"]!["ttlSecondsAfterFinished"]!.GetValue<int>());
        Assert.Equal(Manifests.Name(one), Manifests.Name(same));
        Assert.NotEqual(Manifests.Name(one), Manifests.Name(two));
    }

    [Fact]
    public async Task Topics_LongNames_StayWithinWhatKubernetesTakes()
    {
        var manifests = await Chart.RenderAsync(Chart.Set("topics.hook=false", "dashboards.enabled=true", "fullnameOverride=" + new string('n', 60)));
        Assert.All(manifests.All, item => Assert.InRange(Manifests.Name(item).Length, 1, 63));
    }

    [Fact]
    public async Task Topics_Off_MakesNoJob() => Assert.Empty((await Chart.RenderAsync(Chart.Set("topics.create=false"))).Of("Job"));

    private static int Weight(JsonObject item) => int.Parse(item["metadata"]!["annotations"]!["helm.sh/hook-weight"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode Server(Manifests manifests) => manifests.Deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;

    private static IEnumerable<string> Arguments(JsonObject job)
        => job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(argument => argument!.GetValue<string>());
}
