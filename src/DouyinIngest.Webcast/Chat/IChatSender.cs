namespace DouyinIngest.Webcast.Chat;

/// <summary>Says lines in live rooms, as the user whose cookies it has.</summary>
public interface IChatSender
{
    /// <summary>
    /// Says one line: waits for its turn in the room (lines of one room go in the order of the calls, at a pace), then tries exactly once. Nothing is
    /// ever repeated: what may have been said and was not confirmed is <see cref="ChatOutcome.Unknown"/>. Every end is a result; it throws only when
    /// cancelled before the request was written, and then the line was not said.
    /// </summary>
    /// <param name="room">Where.</param>
    /// <param name="text">The line. Blanks around it are dropped; line breaks and other control characters become one blank.</param>
    /// <param name="cancellationToken">Gives up. Once the request is out the result is <see cref="ChatOutcome.Unknown"/> instead.</param>
    Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default);
}
