using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Answers;

/// <summary>Answers what it has a rule for; the first rule that fits wins.</summary>
internal sealed class RuleResponder(IReadOnlyList<AnswerRule> rules) : IChatResponder
{
    private readonly int[] _said = new int[rules.Count];

    public string Name => "rules";

    public Task<string?> AnswerAsync(ChatEvent chat, CancellationToken cancellationToken)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].When.Any(word => chat.Content.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return Task.FromResult<string?>(rules[i].Say[_said[i]++ % rules[i].Say.Count]);
            }
        }

        return Task.FromResult<string?>(null);
    }
}
