using System.Text.Json;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What we take from librdkafka's statistics.</summary>
/// <param name="BrokersUp">Brokers connected to.</param>
/// <param name="QueuedRecords">Records in the client's queues and on the wire.</param>
/// <param name="QueuedBytes">Their bytes.</param>
/// <param name="RoundTripP99">The slowest broker's 99th percentile; zero when nothing was sent.</param>
internal readonly record struct KafkaStatistics(int BrokersUp, long QueuedRecords, long QueuedBytes, TimeSpan RoundTripP99)
{
    /// <summary>How long records waited in the client before they were sent, 99th percentile, by the slowest broker.</summary>
    public TimeSpan QueueTimeP99 { get; init; }

    /// <summary>How long the broker that throttles most held an answer back, 99th percentile.</summary>
    public TimeSpan ThrottleP99 { get; init; }

    /// <summary>Requests sent again, since the client began.</summary>
    public long Retries { get; init; }

    /// <summary>Requests that were not answered in time, since the client began.</summary>
    public long Timeouts { get; init; }

    /// <summary>Bytes sent to all brokers, since the client began.</summary>
    public long SentBytes { get; init; }

    public static KafkaStatistics Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        int up = 0;
        long slowest = 0, queued = 0, throttled = 0, retries = 0, timeouts = 0;
        foreach (JsonProperty broker in root.GetProperty("brokers").EnumerateObject())
        {
            // Bootstrap addresses stand there too, as node -1.
            if (broker.Value.GetProperty("nodeid").GetInt32() < 0)
            {
                continue;
            }

            up += broker.Value.GetProperty("state").ValueEquals("UP"u8) ? 1 : 0;
            slowest = Math.Max(slowest, P99(broker.Value, "rtt"));
            queued = Math.Max(queued, P99(broker.Value, "int_latency"));
            throttled = Math.Max(throttled, P99(broker.Value, "throttle"));
            retries += broker.Value.GetProperty("txretries").GetInt64();
            timeouts += broker.Value.GetProperty("req_timeouts").GetInt64();
        }

        return new KafkaStatistics(up, root.GetProperty("msg_cnt").GetInt64(), root.GetProperty("msg_size").GetInt64(), TimeSpan.FromMicroseconds(slowest))
        {
            QueueTimeP99 = TimeSpan.FromMicroseconds(queued),
            ThrottleP99 = TimeSpan.FromMilliseconds(throttled),
            Retries = retries,
            Timeouts = timeouts,
            SentBytes = root.GetProperty("tx_bytes").GetInt64(),
        };
    }

    private static long P99(JsonElement broker, string window) => broker.GetProperty(window).GetProperty("p99").GetInt64();
}
