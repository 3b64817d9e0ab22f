using System.Text;
using System.Text.Json;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <content>What the Open Platform pushes: a body is a frame, and its ack answers the request that brought it.</content>
internal sealed partial class RoomPipeline
{
    /// <summary>One body: its events to their topics, what cannot be read to the dead letters. Its siblings go on.</summary>
    private void ReadPush(PushSession session)
    {
        var batch = session.Current!;
        var receivedAt = batch.ReceivedAt.ToUnixTimeMilliseconds();
        var delivery = _watermark.Add(batch.ReceivedAt);
        delivery.Address(session, 0, PushSession.Ack(batch));
        var events = 0;
        using (var json = PushBody.Open(batch.Body, out _))
        {
            if (json is null)
            {
                batch.IsUnreadable = true;
                counters.FrameRejected(DropReason.BadResponse);
                sink.DeadLetter(batch.Body, broadcast.Room, Encoding.UTF8.GetBytes(batch.Type.Word()), "frame", DropReason.BadResponse, delivery);
            }
            else
            {
                var spent = broadcast.Shed is null ? 0 : broadcast.Budget.Spent;
                foreach (var item in json.RootElement.EnumerateArray())
                {
                    events += Take(session.Events, item, batch.Type, receivedAt, delivery, spent);
                }
            }
        }

        KeepPlace(delivery, events, hasCursor: false);
        _watermark.Seal(delivery);
        _events.Forget(receivedAt, _watermark.OldestReceivedAt?.ToUnixTimeMilliseconds() ?? long.MaxValue);
    }

    private int Take(PushEventReader reader, JsonElement item, PushMessageType type, long receivedAt, FrameEntry delivery, double spent)
    {
        var reason = DropReason.BadMessage;
        if (reader.TryRead(item, type, out var e, out var msgId))
        {
            reason = _events.TryTakePushed(msgId, type.IsKept(), receivedAt, inflater.Options.MaxStringBytes, ref e);
        }

        if (reason == DropReason.None)
        {
            return e.Kind != EventKind.None ? Hand(ref e, delivery, spent) : HandOther(e, item, type, delivery);
        }

        counters.MessageDropped(reason);
        if (reason is DropReason.BadMessage or DropReason.StringTooLong)
        {
            sink.DeadLetter(Encoding.UTF8.GetBytes(item.GetRawText()), broadcast.Room, Encoding.UTF8.GetBytes(type.Word()), "message", reason, delivery);
        }

        return 0;
    }

    private int HandOther(in LiveEventView e, JsonElement item, PushMessageType type, FrameEntry delivery)
    {
        var about = new OtherHeaders(Encoding.UTF8.GetString(e.EventId), type.Word(), e.ReceivedTime);
        sink.PublishOther(Encoding.UTF8.GetBytes(item.GetRawText()), about, broadcast.Room, delivery);
        return 1;
    }

    /// <summary>
    /// Writes down that this broadcast is followed here, before its first event: a push names nothing but the broadcast, and the other instances
    /// learn from this record whose it is.
    /// </summary>
    private void TellPlace()
    {
        if (broadcast.Fleet?.Checkpoints is { } checkpoints && _watermark.Pending == 0 && Capture(time.GetUtcNow()) is { } here)
        {
            checkpoints.Confirmed(broadcast.Fleet.LiveId, here);
        }
    }
}
