namespace LiveAssistant.Answers;

/// <summary>One thing that viewers ask, and what is said to it.</summary>
/// <param name="When">A line that holds any of these is meant.</param>
/// <param name="Say">The answers, given in turn, so that the room does not read the same line again and again.</param>
internal sealed record AnswerRule(IReadOnlyList<string> When, IReadOnlyList<string> Say);
