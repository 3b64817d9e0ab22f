namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>One push on its way: its body, and how it ends. The body is kept until then, whoever waits for it.</summary>
/// <param name="type">What it is said to hold.</param>
/// <param name="body">As signed; not to be changed.</param>
/// <param name="receivedAt">When its last byte was read.</param>
/// <param name="ended">Called once, when the body is no longer needed.</param>
internal sealed class PushBatch(PushMessageType type, byte[] body, DateTimeOffset receivedAt, Action? ended = null)
{
    private readonly TaskCompletionSource<PushOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PushMessageType Type { get; } = type;

    public byte[] Body { get; } = body;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>Its place in the session's order; 0 before it was read.</summary>
    public ulong Number { get; set; }

    /// <summary>Whether the body can be read; set by the room's loop before the broker's word ends the batch.</summary>
    public bool IsUnreadable { get; set; }

    public Task<PushOutcome> Outcome => _outcome.Task;

    /// <summary>The broker has everything of it.</summary>
    public void Confirm() => End(IsUnreadable ? PushOutcome.Unreadable : PushOutcome.Durable);

    /// <summary>Nothing more happens to it here; no change once it ended.</summary>
    public void Stop() => End(PushOutcome.Stopped);

    private void End(PushOutcome outcome)
    {
        if (_outcome.TrySetResult(outcome))
        {
            ended?.Invoke();
        }
    }
}
