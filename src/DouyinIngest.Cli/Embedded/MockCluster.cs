using System.Runtime.InteropServices;

namespace DouyinIngest.Cli.Embedded;

/// <summary>The functions of librdkafka's mock cluster (<c>rdkafka_mock.h</c>), from the library that the Confluent.Kafka package ships.</summary>
internal static unsafe partial class MockCluster
{
    private const string Library = "librdkafka";

    // The plain build needs a libsasl2 that Debian does not have.
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    static MockCluster() => NativeLibrary.SetDllImportResolver(typeof(MockCluster).Assembly, Resolve);

    /// <summary>A configuration; taken by <see cref="ClientNew"/>.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint ConfNew();

    /// <summary>Sets a property; 0 done.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ConfSet(nint conf, string name, string value, byte* error, nuint errorSize);

    /// <summary>The client (type 0, a producer) that the cluster lives in; null on failure.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint ClientNew(int type, nint conf, byte* error, nuint errorSize);

    /// <summary>Ends the client; after its cluster.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void ClientDestroy(nint client);

    /// <summary>Brokers on free loopback ports; null on failure.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint New(nint client, int brokers);

    /// <summary>Ends the brokers.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void Destroy(nint cluster);

    /// <summary>The addresses; memory of the cluster.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Bootstraps(nint cluster);

    /// <summary>Names a controller; without one every request that needs it times out.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_controller_id")]
    public static partial void SetController(nint cluster, int broker);

    /// <summary>How long a consumer group waits for more members at first; 3 s by default.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetGroupDelay(nint cluster, int milliseconds);

    /// <summary>Makes a topic.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string name, int partitions, int replicas);

    /// <summary>Makes every request to a topic fail with an error, 0 for none again.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTopicError(nint cluster, string name, int error);

    /// <summary>Closes a broker's port and its connections.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    /// <summary>Opens it again.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    /// <summary>Delays a broker's answers.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(nint cluster, int broker, int milliseconds);

    /// <summary>Moves a partition's leader.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(nint cluster, string topic, int partition, int broker);

    /// <summary>The next requests of one kind (0 Produce) are answered with these errors, 0 for none.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushErrors(nint cluster, short request, nuint count, int* errors);

    /// <summary>Takes back the errors that were pushed for one kind of requests.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearErrors(nint cluster, short request);

    /// <summary>Keeps every request from now on; forgets those kept before.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_start_request_tracking")]
    public static partial void StartTracking(nint cluster);

    /// <summary>The requests that were kept; to be given back by <see cref="DestroyRequests"/>.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_get_requests")]
    public static partial nint* GetRequests(nint cluster, out nuint count);

    /// <summary>The kind of a request, by its number in the protocol.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_request_api_key")]
    public static partial short RequestKind(nint request);

    /// <summary>Gives them back.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_request_destroy_array")]
    public static partial void DestroyRequests(nint* requests, nuint count);

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (string.Equals(name, Library, StringComparison.Ordinal))
        {
            foreach (string build in Builds)
            {
                if (NativeLibrary.TryLoad(build, assembly, path, out nint handle))
                {
                    return handle;
                }
            }
        }

        return 0;
    }
}
