using System.Text.Json;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>What we take from librdkafka's statistics.</summary>
/// <param name="BrokersUp">Brokers connected to.</param>
/// <param name="QueuedRecords">Records in the client's queues and on the wire.</param>
/// <param name="QueuedBytes">Their bytes.</param>
/// <param name="RoundTripP99">The slowest broker's 99th percentile; zero when nothing was sent.</param>
internal readonly record struct KafkaStatistics(int BrokersUp, long QueuedRecords, long QueuedBytes, TimeSpan RoundTripP99)
{
    public static KafkaStatistics Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        int up = 0;
        long slowest = 0;
        foreach (JsonProperty broker in root.GetProperty("brokers").EnumerateObject())
        {
            // Bootstrap addresses stand there too, as node -1.
            if (broker.Value.GetProperty("nodeid").GetInt32() < 0)
            {
                continue;
            }

            up += broker.Value.GetProperty("state").ValueEquals("UP"u8) ? 1 : 0;
            slowest = Math.Max(slowest, broker.Value.GetProperty("rtt").GetProperty("p99").GetInt64());
        }

        return new KafkaStatistics(up, root.GetProperty("msg_cnt").GetInt64(), root.GetProperty("msg_size").GetInt64(), TimeSpan.FromMicroseconds(slowest));
    }
}
