using DouyinIngest.Webcast.Events;
using LiveAssistant.Gifts;

namespace LiveAssistant;

/// <summary>What is to be said next: an answer to a line, or thanks.</summary>
/// <param name="Question">The line; null for thanks.</param>
/// <param name="Thanks">One or more; empty for a question.</param>
internal sealed record AgendaItem(ChatEvent? Question, IReadOnlyList<Thanks> Thanks);
