using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.DeadLetters;

/// <summary>
/// Decides what becomes of dead letters. A record goes back as it was; a message is decoded by the present decoders and gets the event id that it
/// would have had. Remembers the ids of this run. Reads and decides only.
/// </summary>
internal sealed class ReplayPlan(KafkaOptions options, string? toTopic)
{
    private readonly TopicNames _names = new(options);
    private readonly HashSet<UInt128> _replayed = [];

    public ReplayStep Next(DeadLetter letter)
    {
        if (letter.IsTruncated)
        {
            return ReplayStep.Refused(ReplayRefusal.Truncated);
        }

        var step = letter.Stage switch
        {
            "record" => Record(letter),
            "message" => Message(letter),
            _ => ReplayStep.Refused(ReplayRefusal.Frame),
        };
        return step.Refusal == ReplayRefusal.None && !_replayed.Add(EventKey.Of(step.EventId)) ? ReplayStep.Refused(ReplayRefusal.Repeated) : step;
    }

    private ReplayStep Record(DeadLetter letter)
    {
        var topic = toTopic ?? letter.Topic;
        if (topic.Length == 0)
        {
            return ReplayStep.Refused(ReplayRefusal.NoTopic);
        }

        return RecordValue.TryRead(letter.Value, out _) is { } record
            ? new ReplayStep(ReplayRefusal.None, topic, record.EventId, letter.Key, letter.Value)
            : ReplayStep.Refused(ReplayRefusal.NoEvent);
    }

    private ReplayStep Message(DeadLetter letter)
    {
        if (letter.RoomId == 0)
        {
            return ReplayStep.Refused(ReplayRefusal.NoRoom);
        }

        var message = DeadMessage.Decode(letter.Value, letter.Subject, letter.LiveId, letter.RoomId, letter.Time, options.ValueFormat);
        return message.Outcome switch
        {
            DeadMessageOutcome.Event => new ReplayStep(
                ReplayRefusal.None, toTopic ?? _names.Of(message.Kind), message.EventId, message.Key, message.Value),
            DeadMessageOutcome.MakesNoEvent => ReplayStep.Refused(ReplayRefusal.MakesNoEvent),
            DeadMessageOutcome.ComboGift => ReplayStep.Refused(ReplayRefusal.ComboGift),
            DeadMessageOutcome.State => ReplayStep.Refused(ReplayRefusal.State),
            _ => ReplayStep.Refused(ReplayRefusal.Undecodable),
        };
    }
}
