namespace DouyinIngest.Simulator.Truth;

/// <summary>A line that somebody said through the site's chat API.</summary>
/// <param name="LiveId">The room.</param>
/// <param name="RoomId">Its broadcast.</param>
/// <param name="Content">What was said.</param>
/// <param name="UserId">Who.</param>
/// <param name="MessageId">msg_id of the chat message that it became.</param>
/// <param name="Time">When, milliseconds.</param>
internal sealed record SaidLine(long LiveId, long RoomId, string Content, long UserId, long MessageId, long Time);
