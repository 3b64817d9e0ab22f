using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>
/// An idempotent producer of librdkafka, with a thread of its own that serves the callbacks. Everything native that it makes it frees, and
/// only after the last record was reported and the last call has returned; if that cannot be had, it leaks rather than risk a stale pointer.
/// </summary>
internal sealed unsafe class NativeProducer
{
    private const int Producer = 0;
    private const int ErrorSize = 512;
    private const int PollMilliseconds = 100;
    private const int PurgeQueuesAndWire = 3;

    private readonly INativeProducerListener _listener;
    private readonly List<NativeTopic> _topics = [];
    private readonly Thread _thread;
    private readonly nint _client;
    private GCHandle _self;
    private volatile bool _stopping;
    private int _freed;

    public NativeProducer(IEnumerable<KeyValuePair<string, string>> settings, INativeProducerListener listener)
    {
        _listener = listener;
        nint conf = NativeConf.Create(settings);
        _self = GCHandle.Alloc(this);
        RdKafka.ConfSetOpaque(conf, GCHandle.ToIntPtr(_self));
        RdKafka.ConfSetDeliveryCallback(conf, &OnReport);
        RdKafka.ConfSetErrorCallback(conf, &OnError);
        RdKafka.ConfSetStatisticsCallback(conf, &OnStatistics);
        RdKafka.ConfSetLogCallback(conf, &OnLog);
        byte* error = stackalloc byte[ErrorSize];
        _client = RdKafka.New(Producer, conf, error, ErrorSize);
        if (_client == 0)
        {
            RdKafka.ConfDestroy(conf);
            _self.Free();
            throw new KafkaSettingsException($"the Kafka client cannot start with these settings: {Marshal.PtrToStringUTF8((nint)error)}");
        }

        _thread = new Thread(Serve) { IsBackground = true, Name = "kafka-reports" };
    }

    /// <summary>Records, requests and callbacks that are waiting in the client.</summary>
    public int QueueLength => RdKafka.QueueLength(_client);

    /// <summary>A topic to produce to; made before <see cref="Start"/>.</summary>
    public NativeTopic Topic(string name)
    {
        nint handle = RdKafka.TopicNew(_client, name, 0);
        if (handle == 0)
        {
            throw new KafkaSettingsException($"the topic '{name}' cannot be used: {RdKafka.Describe(RdKafka.LastError())}");
        }

        var topic = new NativeTopic(_client, handle, name);
        _topics.Add(topic);
        return topic;
    }

    /// <summary>Begins to serve callbacks.</summary>
    public void Start() => _thread.Start();

    /// <summary>Sends what lingers and serves callbacks on this thread too, for at most <paramref name="milliseconds"/>.</summary>
    public void Flush(int milliseconds) => _ = RdKafka.Flush(_client, milliseconds);

    /// <summary>Ends the client with an error; for tests.</summary>
    public void FailForTest(int error, string reason) => _ = RdKafka.TestFatalError(_client, error, reason);

    /// <summary>
    /// Gives up what is under way, until <paramref name="isIdle"/> says that every record has been reported and nobody is producing, then
    /// frees everything. False: that did not come about in time, and the client's memory was left alone.
    /// </summary>
    public bool Free(Func<bool> isIdle, int attempts)
    {
        if (Interlocked.Exchange(ref _freed, 1) != 0)
        {
            return true;
        }

        _stopping = true;
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted) is false)
        {
            _thread.Join();
        }

        for (int attempt = 0; attempt < attempts && !isIdle(); attempt++)
        {
            _ = RdKafka.Purge(_client, PurgeQueuesAndWire);
            _ = RdKafka.Poll(_client, PollMilliseconds);
        }

        if (!isIdle())
        {
            return false;
        }

        foreach (NativeTopic topic in _topics)
        {
            RdKafka.TopicDestroy(topic.Handle);
        }

        RdKafka.Destroy(_client);
        _self.Free();
        return true;
    }

    private void Serve()
    {
        while (!_stopping)
        {
            _ = RdKafka.Poll(_client, PollMilliseconds);
            Turn();
        }
    }

    private void Turn()
    {
        try
        {
            _listener.OnTurn();
        }
        catch (Exception e)
        {
            // Nothing may leave a callback into native code; a fault in ours is a broken invariant and ends the process in order.
            Broken(e);
        }
    }

    private void Broken(Exception e) => _listener.OnFatal($"a callback of ours failed: {e}");

    private static NativeProducer Of(nint opaque) => Unsafe.As<NativeProducer>(GCHandle.FromIntPtr(opaque).Target!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnReport(nint client, RdMessage* message, nint opaque)
    {
        NativeProducer self = Of(opaque);
        try
        {
            self._listener.OnReport(message);
        }
        catch (Exception e)
        {
            self.Broken(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(nint client, int error, byte* reason, nint opaque)
    {
        NativeProducer self = Of(opaque);
        try
        {
            byte* text = stackalloc byte[ErrorSize];
            int fatal = RdKafka.FatalError(client, text, ErrorSize);
            if (fatal != 0)
            {
                self._listener.OnFatal($"{RdKafka.Describe(fatal)}: {Marshal.PtrToStringUTF8((nint)text)}");
                return;
            }

            self._listener.OnError(error, Marshal.PtrToStringUTF8((nint)reason) ?? "");
        }
        catch (Exception e)
        {
            self.Broken(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStatistics(nint client, byte* json, nuint length, nint opaque)
    {
        NativeProducer self = Of(opaque);
        try
        {
            self._listener.OnStatistics(new ReadOnlySpan<byte>(json, (int)length));
        }
        catch (Exception e)
        {
            self.Broken(e);
        }

        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint client, int level, byte* facility, byte* text)
    {
        NativeProducer self = Of(RdKafka.Opaque(client));
        try
        {
            self._listener.OnLog(level, Marshal.PtrToStringUTF8((nint)facility) ?? "", Marshal.PtrToStringUTF8((nint)text) ?? "");
        }
        catch (Exception e)
        {
            self.Broken(e);
        }
    }
}
