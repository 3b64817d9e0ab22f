using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Makes and reads topics by the managed administration client.</summary>
internal sealed class TopicAdmin : IDisposable
{
    private static readonly TimeSpan ListPause = TimeSpan.FromMilliseconds(100);

    private readonly KafkaOptions _options;
    private readonly TimeProvider _time;
    private readonly TopicNames _names;
    private readonly bool _outbound;
    private readonly IAdminClient _client;

    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    /// <param name="options">Brokers and names.</param>
    /// <param name="time">For waits.</param>
    /// <param name="outbound">Whether the topics of lines to be said are among ours.</param>
    public TopicAdmin(KafkaOptions options, TimeProvider time, bool outbound = false)
    {
        _outbound = outbound;
        _options = options;
        _time = time;
        _names = new TopicNames(options);
        try
        {
            // What it logs comes back as errors of the calls.
            _client = new AdminClientBuilder(ClientSettings.ForAdmin(options)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaSettingsException($"a setting under {ClientSettings.Section} is refused by librdkafka: {e.Message}");
        }
    }

    /// <summary>Makes the topics that are missing; those that exist are left as they are and compared with the plan.</summary>
    /// <exception cref="TopicAdminException">The brokers do not answer or refuse; the message says what to do.</exception>
    public async Task<IReadOnlyList<TopicReport>> CreateAsync(CancellationToken cancellationToken)
    {
        (int brokers, IReadOnlyList<TopicState> found) = await ListAsync(cancellationToken);
        Dictionary<string, TopicState> existing = found.ToDictionary(t => t.Name, StringComparer.Ordinal);
        List<TopicReport> reports = [];
        foreach (TopicSpec spec in TopicPlan.For(_options, brokers, _outbound))
        {
            if (existing.TryGetValue(spec.Name, out TopicState? state))
            {
                string[] differences = [.. TopicFindings.Differences(spec, state)];
                reports.Add(new TopicReport(spec.Name, differences.Length == 0 ? TopicOutcome.Exists : TopicOutcome.Differs, differences));
            }
            else
            {
                reports.Add(new TopicReport(spec.Name, await CreateAsync(spec), []));
            }
        }

        await ListedAsync(reports.Count, cancellationToken);
        return reports;
    }

    /// <summary>How many brokers there are, and those of our topics that exist, with their settings where the cluster tells them.</summary>
    /// <exception cref="TopicAdminException">The brokers do not answer.</exception>
    public async Task<(int Brokers, IReadOnlyList<TopicState> Topics)> ListAsync(CancellationToken cancellationToken)
    {
        Metadata metadata = await MetadataAsync(cancellationToken);
        TopicMetadata[] topics = Ours(metadata);
        Dictionary<string, Dictionary<string, string>> settings = await SettingsAsync([.. topics.Select(t => t.Topic)]);
        return (Math.Max(1, metadata.Brokers.Count),
            [.. topics.Select(t => new TopicState(t.Topic, t.Partitions.Count, t.Partitions.Count == 0 ? 0 : t.Partitions[0].Replicas.Length, settings.GetValueOrDefault(t.Topic)))]);
    }

    public void Dispose() => _client.Dispose();

    // A topic that was made is not at once known to every broker, and whoever starts next would miss it.
    private async Task ListedAsync(int count, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (Ours(await MetadataAsync(cancellationToken)).Length < count && _time.GetElapsedTime(start) < _options.ConnectTimeout)
        {
            await Task.Delay(ListPause, _time, cancellationToken);
        }
    }

    private TopicMetadata[] Ours(Metadata metadata)
    {
        HashSet<string> ours = new([.. _names.Events, _names.Status, _names.DeadLetter, _names.Control, _names.Checkpoints, .. _outbound ? new[] { _names.Outbound, _names.OutboundResults } : []], StringComparer.Ordinal);
        return [.. metadata.Topics.Where(t => ours.Contains(t.Topic) && !t.Error.IsError)];
    }

    private async Task<Metadata> MetadataAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => _client.GetMetadata(_options.ConnectTimeout), cancellationToken);
        }
        catch (KafkaException e)
        {
            throw new TopicAdminException(
                $"no Kafka broker answers at '{_options.BootstrapServers}' ({e.Error.Reason}). Check Kafka:BootstrapServers, that the brokers run and can be reached, and for TLS or SASL the settings under {ClientSettings.Section}.", e);
        }
    }

    private async Task<TopicOutcome> CreateAsync(TopicSpec spec)
    {
        var wanted = new TopicSpecification
        {
            Name = spec.Name,
            NumPartitions = spec.Partitions,
            ReplicationFactor = spec.Replicas,
            Configs = new Dictionary<string, string>(spec.Settings, StringComparer.Ordinal),
        };
        try
        {
            await _client.CreateTopicsAsync([wanted], new CreateTopicsOptions { RequestTimeout = _options.ConnectTimeout, OperationTimeout = _options.ConnectTimeout });
            return TopicOutcome.Created;
        }
        catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            return TopicOutcome.Exists;
        }
        catch (KafkaException e)
        {
            string reason = e is CreateTopicsException results ? results.Results[0].Error.Reason : e.Error.Reason;
            throw new TopicAdminException($"the topic '{spec.Name}' cannot be made: {reason}. The user needs the right Create on the cluster or on the topic.", e);
        }
    }

    private async Task<Dictionary<string, Dictionary<string, string>>> SettingsAsync(string[] topics)
    {
        if (topics.Length == 0)
        {
            return [];
        }

        try
        {
            List<DescribeConfigsResult> results = await _client.DescribeConfigsAsync(
                topics.Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t }), new DescribeConfigsOptions { RequestTimeout = _options.ConnectTimeout });
            return results.ToDictionary(
                r => r.ConfigResource.Name,
                r => r.Entries.Values.ToDictionary(e => e.Name, e => e.Value ?? "", StringComparer.Ordinal),
                StringComparer.Ordinal);
        }
        catch (KafkaException)
        {
            // Not every cluster tells (no right to, or an embedded one): the topics are there, and that is what counts.
            return [];
        }
    }
}
