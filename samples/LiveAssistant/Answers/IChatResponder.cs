using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Answers;

/// <summary>Thinks of an answer to a line of chat. Put your own in place of the two that are here.</summary>
internal interface IChatResponder
{
    /// <summary>What the screen calls it.</summary>
    string Name { get; }

    /// <summary>The answer, without a salutation; null or empty: none. One call at a time.</summary>
    /// <exception cref="ResponderException">It could not; the line stays unanswered.</exception>
    Task<string?> AnswerAsync(ChatEvent chat, CancellationToken cancellationToken);
}

/// <summary>No answer could be had. The message says why, for a person, without secrets.</summary>
internal sealed class ResponderException(string message, Exception? inner = null) : Exception(message, inner);
