using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using LiveAssistant.Gifts;

namespace LiveAssistant;

/// <summary>One line of the assistant's, and what became of it.</summary>
/// <param name="Text">As it was said.</param>
/// <param name="Question">What it answers; null for thanks.</param>
/// <param name="Thanks">Whom it thanks; empty for an answer.</param>
/// <param name="Result">Sent, refused or unknown.</param>
internal sealed record SaidLine(string Text, ChatEvent? Question, IReadOnlyList<Thanks> Thanks, ChatSendResult Result)
{
    public bool IsSent => Result.Outcome == ChatOutcome.Sent;
}
