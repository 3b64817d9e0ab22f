using System.Runtime.InteropServices;
using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Pipeline.Topics.Native;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>
/// A lane of a client that never reaches a broker: what the lane hands over stays in the client's queue, in order, until
/// <see cref="Leaving"/> takes it out again. Nothing is served in between, so each step is the test's own.
/// </summary>
internal sealed unsafe class LaneRig : INativeProducerListener, IDisposable
{
    private readonly NativeProducer _producer;
    private readonly List<string> _reports = [];
    private bool _freed;

    public LaneRig(bool isLast = false, int most = 1_000, int largest = 1_000)
    {
        var options = new KafkaOptions { BootstrapServers = "127.0.0.1:1", MaxRecordBytes = largest };
        var settings = ClientSettings.ForProducer(options);
        settings.Add(new("queue.buffering.max.messages", $"{most}"));
        _producer = new NativeProducer(settings, this);
        Lane = new TopicLane(_producer.Topic("lane"), isLast, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    public TopicLane Lane { get; }

    public CountingDelivery Delivery { get; } = new();

    /// <summary>What the lane handed back, by value, with the error.</summary>
    public List<(string Value, int Error)> Aside { get; } = [];

    public int Send(string value)
    {
        Delivery.Begin(value.Length);
        return Lane.Send(Encoding.UTF8.GetBytes(value), "key"u8, 0, Delivery, value.Length);
    }

    public HeldRecord Held(string value, nint headers = 0)
    {
        Delivery.Begin(value.Length);
        return new HeldRecord(Encoding.UTF8.GetBytes(value), "key"u8.ToArray(), headers, Delivery, value.Length);
    }

    /// <summary>As the report thread does when the broker refused a record.</summary>
    public void TakeBack(string value) => Lane.TakeBack(Held(value));

    /// <summary>As the report thread does when the request of a record was too large; false: it was alone.</summary>
    public bool TakeApart(HeldRecord record)
    {
        // Here its first copy stays in the client, and is reported when that is emptied.
        Delivery.Begin(0);
        bool taken = Lane.TakeApart(record);
        Lane.Reported(published: false);
        return taken;
    }

    public void Sweep() => Lane.Sweep((record, error) => Aside.Add((Encoding.UTF8.GetString(record.Value), error)));

    /// <summary>Everything in the client, in the order in which it would have gone to the broker.</summary>
    public IReadOnlyList<string> Leaving(int count)
    {
        _freed = true;
        Assert.True(_producer.Free(() => _reports.Count >= count, 20));
        return _reports;
    }

    public void OnReport(RdMessage* message)
    {
        _reports.Add(Encoding.UTF8.GetString(new ReadOnlySpan<byte>(message->Value, (int)message->Length)));
        var handle = GCHandle.FromIntPtr(message->Opaque);
        if (handle.Target is HeldRecord record)
        {
            handle.Free();
            record.Delivery.Abandon();
        }
        else
        {
            ((Delivery)handle.Target!).Abandon();
        }
    }

    public void OnError(int error, string reason)
    {
    }

    public void OnFatal(string reason) => Assert.Fail(reason);

    public void OnStatistics(ReadOnlySpan<byte> json)
    {
    }

    public void OnLog(int level, string facility, string text)
    {
    }

    public void OnTurn()
    {
    }

    public void Dispose()
    {
        if (!_freed)
        {
            _producer.Free(() => _producer.QueueLength == 0, 20);
        }
    }
}
