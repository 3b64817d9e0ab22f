namespace DouyinIngest.Webcast.Chat;

/// <summary>What became of one line.</summary>
/// <param name="Reason">Why it was not said, or why nobody knows; <see cref="ChatReason.None"/> when it was said.</param>
/// <param name="Detail">What was seen, one bounded line for a person, without secrets and without the line; empty when the reason says all.</param>
public sealed record ChatSendResult(ChatReason Reason, string Detail)
{
    /// <summary>Sent, refused or unknown.</summary>
    public ChatOutcome Outcome => ChatReasons.OutcomeOf(Reason);

    /// <summary>What can be done about it, one sentence.</summary>
    public string Remedy => ChatReasons.RemedyFor(Reason);

    /// <summary>msg_id of the chat message that the line became, as the upstream's answer tells it (the room's event id is <c>&lt;room id&gt;-&lt;msg_id&gt;</c>); 0 when not told.</summary>
    public long MessageId { get; init; }

    /// <summary>The user that said it, as the upstream's answer tells; 0 when not told. An application knows its own lines by it.</summary>
    public long SenderId { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() => Outcome == ChatOutcome.Sent ? "sent" : $"{Words(Outcome)}: {Reason}{(Detail.Length > 0 ? ", " + Detail : "")}. {Remedy}";

    private static string Words(ChatOutcome outcome) => outcome == ChatOutcome.Refused ? "refused" : "unknown";
}
