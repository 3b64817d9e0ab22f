using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>
/// The functions of librdkafka that the hot path calls, from the library that the Confluent.Kafka package ships. Called directly because
/// the managed client costs about 600 bytes and a third more CPU for each record. Names and meaning as in <c>rdkafka.h</c>.
/// </summary>
internal static unsafe partial class RdKafka
{
    /// <summary>Let the partitioner choose.</summary>
    public const int PartitionUnassigned = -1;

    /// <summary>The library takes a copy of the value (of the key it always does).</summary>
    public const int CopyFlag = 2;

    private const string Library = "librdkafka";

    // The plain build needs a libsasl2 that Debian does not have; the package carries others, which the managed client falls back to as well.
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    static RdKafka() => NativeLibrary.SetDllImportResolver(typeof(RdKafka).Assembly, Resolve);

    /// <summary>A new configuration; owned by the caller until <see cref="New"/> succeeds.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint ConfNew();

    /// <summary>Frees a configuration that no client has taken.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_destroy")]
    public static partial void ConfDestroy(nint conf);

    /// <summary>Sets a property; -2 unknown name, -1 wrong value (then <paramref name="error"/> says what), 0 done.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ConfSet(nint conf, string name, string value, byte* error, nuint errorSize);

    /// <summary>What every callback is given.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_opaque")]
    public static partial void ConfSetOpaque(nint conf, nint opaque);

    /// <summary>Takes the reports: called on the threads that poll or flush.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_dr_msg_cb")]
    public static partial void ConfSetDeliveryCallback(nint conf, delegate* unmanaged[Cdecl]<nint, RdMessage*, nint, void> callback);

    /// <summary>Hears of errors that belong to no record; called on the threads that poll or flush.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_error_cb")]
    public static partial void ConfSetErrorCallback(nint conf, delegate* unmanaged[Cdecl]<nint, int, byte*, nint, void> callback);

    /// <summary>Takes the statistics, a JSON text that stays the library's when 0 is returned; called on the threads that poll or flush.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_stats_cb")]
    public static partial void ConfSetStatisticsCallback(nint conf, delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, int> callback);

    /// <summary>Takes the log; called on any thread of the library, also before <see cref="New"/> has returned.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_log_cb")]
    public static partial void ConfSetLogCallback(nint conf, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    /// <summary>A new client, 0 for a producer; null on failure. Takes the configuration when it succeeds.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint New(int type, nint conf, byte* error, nuint errorSize);

    /// <summary>Ends a client: waits for its threads. No call with it may be under way, and its topics must be gone.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    /// <summary>What <see cref="ConfSetOpaque"/> was given.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_opaque")]
    public static partial nint Opaque(nint client);

    /// <summary>A handle to a topic, with the client's defaults (conf null); null on failure.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TopicNew(nint client, string name, nint conf);

    /// <summary>Gives a handle back; the library keeps the topic while records need it.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_destroy")]
    public static partial void TopicDestroy(nint topic);

    /// <summary>Hands a record over; 0, or -1 and <see cref="LastError"/>. Does not block without the block flag.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_produce")]
    public static partial int Produce(nint topic, int partition, int flags, byte* value, nuint length, byte* key, nuint keyLength, nint opaque);

    /// <summary>The same with all there is, as a list; null, or an error to be destroyed. Takes the headers only when it succeeds.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_produceva")]
    public static partial nint ProduceArray(nint client, RdValue* values, nuint count);

    /// <summary>The error of this thread's last call.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_last_error")]
    public static partial int LastError();

    /// <summary>Serves callbacks for at most <paramref name="milliseconds"/>; how many were served.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_poll")]
    public static partial int Poll(nint client, int milliseconds);

    /// <summary>Sends without linger and serves callbacks until nothing is under way, or for <paramref name="milliseconds"/>.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_flush")]
    public static partial int Flush(nint client, int milliseconds);

    /// <summary>Gives up records: 1 those in queues, 2 those on the wire. Each is reported with an error of its own.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_purge")]
    public static partial int Purge(nint client, int flags);

    /// <summary>How many records, requests and callbacks are waiting.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_outq_len")]
    public static partial int QueueLength(nint client);

    /// <summary>The error that ended the client, 0 for none, and its reason.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_fatal_error")]
    public static partial int FatalError(nint client, byte* error, nuint errorSize);

    /// <summary>Ends the client with an error, as if it had come about by itself; for tests.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_test_fatal_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TestFatalError(nint client, int error, string reason);

    /// <summary>The text of an error code; static memory.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_err2str")]
    public static partial nint ErrorText(int error);

    /// <summary>The code in an error object.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_error_code")]
    public static partial int ErrorCode(nint error);

    /// <summary>Frees an error object.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_error_destroy")]
    public static partial void ErrorDestroy(nint error);

    /// <summary>A new list of headers.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_headers_new")]
    public static partial nint HeadersNew(nuint count);

    /// <summary>Frees a list of headers that no record has taken.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_headers_destroy")]
    public static partial void HeadersDestroy(nint headers);

    /// <summary>Adds a header; name and value are copied.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_header_add")]
    public static partial int HeaderAdd(nint headers, byte* name, nint nameLength, byte* value, nint length);

    /// <summary>Takes the headers out of a reported record; they are the caller's then. Not 0: there are none.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_message_detach_headers")]
    public static partial int DetachHeaders(RdMessage* message, nint* headers);

    /// <summary>An error's text.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? "unknown error";

    /// <summary>Loads the library now, so that a machine that lacks it hears so at once.</summary>
    public static void EnsureLoaded() => RuntimeHelpers.RunClassConstructor(typeof(RdKafka).TypeHandle);

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Library, StringComparison.Ordinal))
        {
            return 0;
        }

        foreach (string build in Builds)
        {
            if (NativeLibrary.TryLoad(build, assembly, path, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
