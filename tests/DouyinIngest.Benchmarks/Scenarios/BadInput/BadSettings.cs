namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>
/// Settings of the server that are wrong by themselves or do not go together. Each refuses the start before a broker is asked. The unit tests run the
/// same table in their process.
/// </summary>
internal static class BadSettings
{
    /// <summary>What every case has unless it says otherwise: a later argument wins.</summary>
    public static readonly string[] Otherwise = ["--Kafka:BootstrapServers=127.0.0.1:1", "--Kafka:ConnectTimeout=00:00:01", "--Management:Port=0", "--Logging:LogLevel:Default=None"];

    /// <summary>What is wrong, the arguments, and what the message must name.</summary>
    public static IReadOnlyList<(string Name, string[] Arguments, string[] Expected)> All { get; } =
    [
        ("setting misspelt", ["--Kafka:TopicPrefx=x"], ["Kafka:TopicPrefx is no setting", "Kafka:TopicPrefix"]),
        ("section misspelt", ["--Kafak:TopicPrefix=x"], ["Kafak is no section", "Kafka"]),
        ("no brokers", ["--Kafka:BootstrapServers="], ["Kafka:BootstrapServers is not set"]),
        ("no time", ["--Socket:HeartbeatInterval=soon"], ["Socket:HeartbeatInterval is 'soon'", "hours:minutes:seconds"]),
        ("no number", ["--Frame:MaxMessages=many"], ["Frame:MaxMessages is 'many'", "whole number"]),
        ("no truth", ["--Kafka:CloudEvents=perhaps"], ["Kafka:CloudEvents is 'perhaps'", "true or false"]),
        ("no such mode", ["--Signing:Mode=magic"], ["Signing:Mode is 'magic'", "None, Http"]),
        ("one value for a list", ["--Kafka:Client=sasl.password=x"], ["Kafka:Client takes several values"]),
        ("sign service without the mode", ["--Signing:Url=http://127.0.0.1:1/"], ["Signing:Url is set but Mode is none"]),
        ("mode without a sign service", ["--Signing:Mode=http"], ["Signing:Url must be the http or https URL of a sign service"]),
        ("drain longer than its deadline", ["--Drain:Deadline=00:00:05"], ["Drain:Settle", "must fit into Drain:Deadline"]),
        ("a room's budget above the pod's", ["--Ingest:InFlightBytesPerRoom=2000000", "--Ingest:InFlightBytes=1000000"], ["Ingest:InFlightBytesPerRoom must not exceed Ingest:InFlightBytes"]),
        ("least delay above the most", ["--Ingest:ReconnectMinDelay=00:00:09", "--Ingest:ReconnectMaxDelay=00:00:01"], ["Ingest:ReconnectMinDelay must not exceed"]),
        ("gifts left out", ["--Ingest:Shed:0=gift"], ["Ingest:Shed:0 must not be 'gift'"]),
        ("a kind left out twice", ["--Ingest:Shed:0=like", "--Ingest:Shed:1=like"], ["Ingest:Shed:1 names 'like' again"]),
        ("no live room", ["--Ingest:Rooms:0=http://example.com"], ["example.com", "is no live room"]),
        ("a lookup count of none", ["--Ingest:ConcurrentLookups=0"], ["ConcurrentLookups"]),
        ("weaker acks", ["--Kafka:Client:acks=1"], ["Kafka:Client:acks cannot be set", "remove it"]),
        ("records that expire", ["--Kafka:Client:message.timeout.ms=300000"], ["Kafka:Client:message.timeout.ms cannot be set"]),
        ("order given away", ["--Kafka:Client:max.in.flight=10"], ["Kafka:Client:max.in.flight must be from 1 to 5"]),
        ("unknown property of the client", ["--Kafka:Client:sasl.pasword=hunter2"], ["sasl.pasword"]),
        ("two topics of one name", ["--Kafka:StatusTopic=douyin.live.chat.v1"], ["Kafka:StatusTopic is 'douyin.live.chat.v1'", "another topic"]),
        ("dead letters above a record", ["--Kafka:MaxRecordBytes=1000"], ["Kafka:MaxDeadLetterBytes must not exceed Kafka:MaxRecordBytes"]),
        ("underscore in the prefix", ["--Kafka:TopicPrefix=douyin_live"], ["Kafka:TopicPrefix must be letters"]),
        ("no checkpoint partitions", ["--Kafka:CheckpointPartitions=0"], ["KafkaOptions.CheckpointPartitions must be between"]),
        ("session too short", ["--Fleet:SessionTimeout=00:00:01"], ["FleetOptions.SessionTimeout must be between 00:00:06"]),
        ("group with a blank", ["--Fleet:Group=my group"], ["Fleet:Group must be letters"]),
        ("host name to listen on", ["--Management:Host=localhost"], ["Management:Host is 'localhost'", "0.0.0.0"]),
        ("port out of range", ["--Management:Port=65536"], ["Port"]),
        ("socket over http", ["--Socket:Url=http://127.0.0.1:1/"], ["Socket:Url must be an absolute ws or wss URL"]),
        ("upstream over ftp", ["--RoomInfo:UpstreamUrl=ftp://127.0.0.1/"], ["RoomInfo:UpstreamUrl must be an absolute http or https URL"]),
        ("a cookie and a cookie file", ["--Cookies:Cookie=a=b", "--Cookies:CookieFile=cookies.txt"], ["give Cookie or CookieFile, not both"]),
    ];
}
