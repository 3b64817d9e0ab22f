using DouyinIngest.Tests.Charts.Fakes;

namespace DouyinIngest.Tests.Charts;

/// <summary>Values that are wrong, alone or together: refused before anything reaches a cluster, with words that name the value.</summary>
public sealed class ChartValuesTests
{
    /// <summary>What is set beside the brokers, by blanks; then what the message must name and say.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        // Misspelt or unknown.
        { "replica=3", "''", "additional properties 'replica' not allowed" },
        { "config.Kafka.TopicPrefx=x", "/config/Kafka", "additional properties 'TopicPrefx' not allowed" },
        { "config.Kaffka.TopicPrefix=x", "/config", "additional properties 'Kaffka' not allowed" },
        { "kafka.tls.secret=x", "/kafka/tls", "additional properties 'secret' not allowed" },
        { "rollout.maxsurge=1", "/rollout", "additional properties 'maxsurge' not allowed" },

        // Set by the chart, or no place for it.
        { "config.Management.Port=1", "/config", "additional properties 'Management' not allowed" },
        { "config.Fleet.Pod=x", "/config/Fleet", "additional properties 'Pod' not allowed" },
        { "config.Kafka.BootstrapServers=a:1", "/config/Kafka", "additional properties 'BootstrapServers' not allowed" },
        { "config.Cookies.Cookie=x", "/config/Cookies", "additional properties 'Cookie' not allowed" },
        { "config.Kafka.Client.sasl\\.password=x", "config.Kafka.Client.sasl.password", "is a secret, and a ConfigMap is no place for it" },
        { "config.Kafka.Client.security\\.protocol=SSL", "config.Kafka.Client.security.protocol", "is set by the chart" },

        // Of the wrong type or out of range.
        { "replicas=two", "/replicas", "got string, want integer" },
        { "replicas=0", "/replicas", "minimum: got 0, want 1" },
        { "management.port=80", "/management/port", "minimum: got 80, want 1,024" },
        { "kafka.bootstrapServers=kafka", "kafka.bootstrapServers", "is 'kafka', but must be host:port" },
        { "kafka.sasl.mechanism=GSSAPI", "/kafka/sasl/mechanism", "value must be one of 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'" },
        { "image.pullPolicy=Sometimes", "/image/pullPolicy", "value must be one of 'Always', 'IfNotPresent', 'Never'" },
        { "image.digest=sha256:12", "/image/digest", "'sha256:12' does not match pattern" },
        { "config.Drain.Deadline=20s", "/config/Drain/Deadline", "'20s' does not match pattern" },
        { "config.Ingest.Shed={chat}", "/config/Ingest/Shed/0", "value must be one of 'like', 'enter', 'follow', 'share', 'room'" },
        { "config.Kafka.ValueFormat=Avro", "/config/Kafka/ValueFormat", "value must be one of 'Json', 'Protobuf'" },
        { "config.Kafka.CheckpointPartitions=0", "/config/Kafka/CheckpointPartitions", "minimum: got 0, want 1" },
        { "resources.limits.memory=1GB", "/resources/limits/memory", "'1GB' does not match pattern" },
        { "podMonitor.interval=soon", "/podMonitor/interval", "'soon' does not match pattern" },
        { "extraEnv[0].nam=x", "/extraEnv/0", "missing property 'name'" },

        // Combinations that would harm.
        { "autoscaling.hpa.enabled=true autoscaling.keda.enabled=true autoscaling.keda.serverAddress=http://p:9090", "autoscaling.hpa.enabled and autoscaling.keda.enabled", "are both on" },
        { "autoscaling.keda.enabled=true", "autoscaling.keda.serverAddress", "is not set" },
        { "autoscaling.hpa.enabled=true autoscaling.minReplicas=11", "autoscaling.minReplicas (11)", "is above autoscaling.maxReplicas (10)" },
        { "autoscaling.hpa.enabled=true autoscaling.maxReplicas=65", "autoscaling.maxReplicas (65)", "is above config.Kafka.CheckpointPartitions (64)" },
        { "autoscaling.hpa.enabled=true resources.requests.cpu=null", "autoscaling.targetCPUUtilizationPercentage", "is a share of resources.requests.cpu" },
        { "autoscaling.hpa.enabled=true autoscaling.hpa.externalMetric.enabled=false autoscaling.targetCPUUtilizationPercentage=null", "autoscaling.hpa", "has no metric" },
        { "replicas=17 config.Kafka.CheckpointPartitions=16", "replicas (17)", "is above config.Kafka.CheckpointPartitions (16)" },
        { "config.Ingest.Rooms={abc}", "config.Ingest.Rooms", "set replicas to 1" },
        { "config.Ingest.Rooms={abc} autoscaling.hpa.enabled=true", "config.Ingest.Rooms", "turn autoscaling off" },
        { "podMonitor.enabled=true serviceMonitor.enabled=true", "podMonitor.enabled and serviceMonitor.enabled", "counted twice" },
        { "serviceMonitor.enabled=true service.enabled=false", "serviceMonitor.enabled", "wants service.enabled" },
        { "credentials.existingSecret=a credentials.cookie=b", "credentials.existingSecret", "Give one or the other" },
        { "kafka.sasl.enabled=true", "kafka.sasl.enabled", "wants kafka.sasl.existingSecret, or username and password" },
        { "kafka.sasl.enabled=true kafka.sasl.existingSecret=a kafka.sasl.password=b", "kafka.sasl.existingSecret", "Give one or the other" },
        { "kafka.sasl.username=a", "kafka.sasl", "is off" },
        { "kafka.tls.existingSecret=a", "kafka.tls", "is off" },
        { "kafka.tls.enabled=true kafka.tls.clientCertificate.enabled=true", "kafka.tls.clientCertificate.enabled", "wants kafka.tls.existingSecret" },
        { "terminationGracePeriodSeconds=29", "terminationGracePeriodSeconds (29)", "give it at least 30" },
        { "config.Drain.Deadline=00:11:00", "config.Drain.Deadline is 660 s", "must be from 1 s to 10 min" },
        { "config.Drain.Settle=00:00:15", "config.Drain.Settle (15 s)", "do not fit into config.Drain.Deadline (20 s)" },
        { "rollout.maxSurge=0", "rollout.maxSurge and rollout.maxUnavailable", "no pod could ever be replaced" },
        { "podDisruptionBudget.minAvailable=2", "podDisruptionBudget", "not both" },
        { "podDisruptionBudget.maxUnavailable=null", "podDisruptionBudget", "says nothing" },
        { "podDisruptionBudget.maxUnavailable=0", "podDisruptionBudget.maxUnavailable is 0", "no node could ever be drained" },
        { "podDisruptionBudget.maxUnavailable=null podDisruptionBudget.minAvailable=3", "podDisruptionBudget.minAvailable (3)", "no node could ever be drained" },
        { "config.Signing.Mode=Http", "config.Signing.Mode", "wants config.Signing.Url" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Template_WrongValues_AreRefusedByName(string values, string name, string message)
    {
        var outcome = await Chart.RunAsync(Chart.Set(values.Split(' ')));

        Assert.False(outcome.IsSuccess, "was not refused");
        Assert.Equal("", outcome.Output);
        Assert.Contains(name, outcome.Errors, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_NoBrokers_SaysWhatIsMissing()
    {
        var outcome = await Chart.RunAsync([]);

        Assert.False(outcome.IsSuccess, "was not refused");
        Assert.Contains("kafka.bootstrapServers is not set: give the brokers as host:port", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_SeveralMistakes_AreSaidTogether()
    {
        var outcome = await Chart.RunAsync(Chart.Set("kafka.sasl.username=a", "rollout.maxSurge=0", "podDisruptionBudget.maxUnavailable=0"));
        Assert.Equal(3, outcome.Errors.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("kafka.bootstrapServers=a:9092\\,[fd00::1]:9092\\,b.example.org:19092")]
    [InlineData("rollout.maxSurge=25%")]
    [InlineData("resources.limits.cpu=2")]
    [InlineData("podDisruptionBudget.enabled=false podDisruptionBudget.maxUnavailable=0")]
    [InlineData("config.Ingest.Rooms={abc} replicas=1")]
    [InlineData("terminationGracePeriodSeconds=30")]
    public async Task Template_UnusualButRight_IsTaken(string values)
    {
        var outcome = await Chart.RunAsync(Chart.Set(values.Split(' ')));
        Assert.True(outcome.IsSuccess, outcome.Said);
    }
}
