using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>How events reach their topics; the section <c>Kafka</c>.</summary>
public sealed class KafkaOptions
{
    public const string SectionName = "Kafka";

    /// <summary>Where the brokers are: <c>host:port</c>, several by comma. There is no default.</summary>
    [Required(ErrorMessage = "Kafka:BootstrapServers is not set: give the brokers as host:port, several by comma.")]
    public string BootstrapServers { get; set; } = "";

    /// <summary>What the names of the event topics begin with: <c>&lt;prefix&gt;.&lt;kind&gt;.v1</c>.</summary>
    [Required(ErrorMessage = "Kafka:TopicPrefix must not be empty.")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$", ErrorMessage = "Kafka:TopicPrefix must be letters, digits, '.' and '-' (a '_' beside a '.' makes metric names collide).")]
    public string TopicPrefix { get; set; } = "douyin.live";

    /// <summary>
    /// Whether what has no kind of its own (the Open Platform's <c>live_fansclub</c>) goes to <c>&lt;prefix&gt;.other.v1</c>, as it came. That topic is made and
    /// looked for only then.
    /// </summary>
    public bool OtherTopic { get; set; }

    /// <summary>Where records go that can never be delivered, and bytes that cannot be understood.</summary>
    [Required(ErrorMessage = "Kafka:DeadLetterTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:DeadLetterTopic is no topic name.")]
    public string DeadLetterTopic { get; set; } = "douyin.ops.deadletter.v1";

    /// <summary>Where changes of rooms' states go.</summary>
    [Required(ErrorMessage = "Kafka:StatusTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:StatusTopic is no topic name.")]
    public string StatusTopic { get; set; } = "douyin.ops.status.v1";

    /// <summary>Which rooms ought to be followed; compacted, exactly one partition.</summary>
    [Required(ErrorMessage = "Kafka:ControlTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:ControlTopic is no topic name.")]
    public string ControlTopic { get; set; } = "douyin.control.rooms.v1";

    /// <summary>How far each room is delivered, and who owns it; the consumer group of all instances divides its partitions.</summary>
    [Required(ErrorMessage = "Kafka:CheckpointTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:CheckpointTopic is no topic name.")]
    public string CheckpointTopic { get; set; } = "douyin.control.checkpoints.v1";

    /// <summary>Lines to be said in rooms; exactly one partition.</summary>
    [Required(ErrorMessage = "Kafka:OutboundTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:OutboundTopic is no topic name.")]
    public string OutboundTopic { get; set; } = "douyin.control.outbound.v1";

    /// <summary>What became of them; exactly one partition.</summary>
    [Required(ErrorMessage = "Kafka:OutboundResultsTopic must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,249}$", ErrorMessage = "Kafka:OutboundResultsTopic is no topic name.")]
    public string OutboundResultsTopic { get; set; } = "douyin.control.outbound-results.v1";

    /// <summary>
    /// How many partitions the checkpoint topic has: what rooms are divided by, the same in every instance. A topic that differs refuses the start,
    /// since rooms would have two owners.
    /// </summary>
    [Range(1, 1_000, ErrorMessage = "Kafka:CheckpointPartitions must be from 1 to 1,000.")]
    public int CheckpointPartitions { get; set; } = 64;

    /// <summary>JSON (read by anything) or protobuf bytes (smaller).</summary>
    [EnumDataType(typeof(ValueFormat))]
    public ValueFormat ValueFormat { get; set; }

    /// <summary>Adds the CloudEvents headers of the binary mode. Off by default: they cost more than the rest of the hand-over.</summary>
    public bool CloudEvents { get; set; }

    /// <summary>How long a record may wait for others of its partition to share a request with.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05", ErrorMessage = "Kafka:Linger must be from 0 to 5 s.")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The largest record; beyond it an event goes to the dead-letter topic. No larger than the topics' max.message.bytes.</summary>
    [Range(1_000, 100_000_000, ErrorMessage = "Kafka:MaxRecordBytes must be from 1,000 to 100,000,000.")]
    public int MaxRecordBytes { get; set; } = 1_000_000;

    /// <summary>How much of a dead letter's bytes is kept.</summary>
    [Range(256, 900_000, ErrorMessage = "Kafka:MaxDeadLetterBytes must be from 256 to 900,000.")]
    public int MaxDeadLetterBytes { get; set; } = 64 * 1024;

    /// <summary>How many undecodable pieces a second are kept; the rest is counted only. Events are never limited.</summary>
    [Range(1, 10_000, ErrorMessage = "Kafka:DeadLettersPerSecond must be from 1 to 10,000.")]
    public int DeadLettersPerSecond { get; set; } = 100;

    /// <summary>How long the start waits for brokers to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Kafka:ConnectTimeout must be from 1 s to 5 min.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Any property of librdkafka, by its own name (TLS, SASL, …), except those that would void what is promised.</summary>
    public Dictionary<string, string> Client { get; set; } = new(StringComparer.Ordinal);
}
