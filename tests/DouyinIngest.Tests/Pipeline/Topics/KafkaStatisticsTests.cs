using System.Text;
using System.Text.Json;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class KafkaStatisticsTests
{
    [Fact]
    public void Parse_NoBrokersYet_IsNothing()
        => Assert.Equal(default, Parse("""{"msg_cnt":0,"msg_size":0,"tx_bytes":0,"brokers":{}}"""));

    [Theory]
    [InlineData("UP", 1)]
    [InlineData("INIT", 0)]
    [InlineData("DOWN", 0)]
    [InlineData("CONNECT", 0)]
    [InlineData("AUTH_HANDSHAKE", 0)]
    [InlineData("up", 0)]
    public void Parse_State_OnlyUpCounts(string state, int up)
        => Assert.Equal(up, Parse(Json(0, 0, Broker("a", 1, state, 0))).BrokersUp);

    [Fact]
    public void Parse_BootstrapAddresses_AreNoBrokers()
        => Assert.Equal(
            new KafkaStatistics(0, 1, 2, TimeSpan.Zero),
            Parse(Json(1, 2, Broker("a:9092/bootstrap", -1, "UP", 7_000))));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1_500, 900, 1_500)]
    [InlineData(900, 1_500, 1_500)]
    [InlineData(3_000_000, 1, 3_000_000)]
    public void Parse_RoundTrip_IsTheSlowestBrokersInMicroseconds(long a, long b, long microseconds)
    {
        KafkaStatistics statistics = Parse(Json(0, 0, Broker("a", 1, "UP", a), Broker("b", 2, "UP", b)));
        Assert.Equal((2, TimeSpan.FromMicroseconds(microseconds)), (statistics.BrokersUp, statistics.RoundTripP99));
    }

    [Fact]
    public void Parse_QueueBeyondThirtyTwoBits_IsWhole()
    {
        KafkaStatistics statistics = Parse("""{"msg_cnt":5000000000,"msg_size":9000000000000,"tx_bytes":7000000000000,"brokers":{}}""");
        Assert.Equal((5_000_000_000, 9_000_000_000_000, 7_000_000_000_000), (statistics.QueuedRecords, statistics.QueuedBytes, statistics.SentBytes));
    }

    [Fact]
    public void Parse_Brokers_TimesAreTheWorstAndCountsTheSum()
    {
        KafkaStatistics statistics = Parse(Json(0, 0, Broker("a", 1, "UP", 0, (2_000, 30, 4, 1)), Broker("b", 2, "DOWN", 0, (1_000, 50, 3, 6)), Broker("a/bootstrap", -1, "UP", 0, (9_000, 90, 9, 9))));
        Assert.Equal((TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(50)), (statistics.QueueTimeP99, statistics.ThrottleP99));
        Assert.Equal((7L, 7L), (statistics.Retries, statistics.Timeouts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("<html>")]
    public void Parse_NoJson_Throws(string text) => Assert.ThrowsAny<JsonException>(() => Parse(text));

    private static KafkaStatistics Parse(string json) => KafkaStatistics.Parse(Encoding.UTF8.GetBytes(json));

    private static string Json(long records, long bytes, params string[] brokers)
        => FormattableString.Invariant($"{{\"msg_cnt\":{records},\"brokers\":{{{string.Join(',', brokers)}}},\"msg_size\":{bytes},\"tx_bytes\":0}}");

    private static string Broker(string name, int id, string state, long p99, (long Queue, long Throttle, long Retries, long Timeouts) more = default)
        => FormattableString.Invariant($"\"{name}\":{{\"rtt\":{{\"p99\":{p99}}},\"nodeid\":{id},\"state\":\"{state}\",")
            + FormattableString.Invariant($"\"int_latency\":{{\"p99\":{more.Queue}}},\"throttle\":{{\"p99\":{more.Throttle}}},\"txretries\":{more.Retries},\"req_timeouts\":{more.Timeouts}}}");
}
