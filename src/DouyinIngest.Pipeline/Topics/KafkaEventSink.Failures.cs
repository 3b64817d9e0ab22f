using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <content>What becomes of records that were refused.</content>
internal sealed partial class KafkaEventSink
{
    private unsafe void Refused(TopicLane lane, RdMessage* message, object target, GCHandle handle)
    {
        int error = message->Error;
        nint headers = 0;
        _ = RdKafka.DetachHeaders(message, &headers);
        HeldRecord record;
        if (target is HeldRecord held)
        {
            handle.Free();
            held.Headers = headers;
            record = held;
        }
        else
        {
            // The handle stays: other records of the frame carry it, and its delivery frees it.
            byte[] value = new ReadOnlySpan<byte>(message->Value, (int)message->Length).ToArray();
            byte[] key = new ReadOnlySpan<byte>(message->Key, (int)message->KeyLength).ToArray();
            record = new HeldRecord(value, key, headers, (Delivery)target, value.Length + key.Length);
        }

        if ((ErrorCode)error == ErrorCode.MsgSizeTooLarge && lane.TakeApart(record))
        {
            TellTooLarge(lane, error);
            return;
        }

        if (lane.Judge(error) == Verdict.Retry)
        {
            TellRetry(lane, error);
            lane.TakeBack(record);
            return;
        }

        PutAside(lane, record, error);
    }

    /// <summary>A record that its lane will not carry: to the dead letters, or given up when the client is going away.</summary>
    private void PutAside(TopicLane lane, HeldRecord record, int error)
    {
        string label = Verdicts.Label(error);
        _metrics.Failed(label);
        NativeHeaders.Free(record.Headers);
        record.Headers = 0;
        if (lane.Judge(error) == Verdict.Abandon)
        {
            record.Delivery.Abandon();
            return;
        }

        string kind = lane == _other ? "other" : EventWords.Of((EventKind)Array.IndexOf(_lanes, lane));
        string liveId = lane == _other ? "" : RecordPeek.LiveId(record.Value, _options.ValueFormat);
        var about = new DeadLetterHeaders(liveId, kind, "record", label, lane.Name, RdKafka.Describe(error), record.Value.Length);
        Bury(new HeldRecord(Cut(record.Value), record.Key, about.ToNative(record.Key), record.Delivery, record.Bytes), about);
    }

    private void Bury(HeldRecord record, DeadLetterHeaders about)
    {
        _metrics.DeadLettered(about.Stage, about.Reason);
        if (_logGate.Opens(about.Stage + about.Reason))
        {
            Log.DeadLetter(_logger, about.Stage, about.Reason, Encoding.UTF8.GetString(record.Key), about.FullLength, about.Error);
        }

        _lanes[0].Send(record);
    }

    private void TellTooLarge(TopicLane lane, int error)
    {
        _metrics.Failed(Verdicts.Label(error));
        if (_logGate.Opens("request_too_large" + lane.Name))
        {
            Log.RequestTooLarge(_logger, lane.Name);
        }
    }

    private void TellRetry(TopicLane lane, int error)
    {
        string label = Verdicts.Label(error);
        _metrics.Failed(label);
        if (_logGate.Opens(lane.Name + label))
        {
            Log.Refused(_logger, lane.Name, RdKafka.Describe(error));
        }
    }

    private byte[] Cut(ReadOnlySpan<byte> raw) => raw[..Math.Min(raw.Length, _options.MaxDeadLetterBytes)].ToArray();
}
