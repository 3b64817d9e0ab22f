using System.Collections.Concurrent;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>What the platform truly had to say, what it sent and how that was answered. Tests compare with it. Thread-safe.</summary>
internal sealed class PlatformTruth
{
    private readonly ConcurrentQueue<PlatformEvent> _events = new();
    private readonly ConcurrentQueue<PushAttempt> _attempts = new();
    private long _given;

    /// <summary>Every true event, in the order in which they were made.</summary>
    public IReadOnlyCollection<PlatformEvent> Events => _events;

    /// <summary>Every attempt to deliver a push, as it ended.</summary>
    public IReadOnlyCollection<PushAttempt> Attempts => _attempts;

    /// <summary>True events that were neither delivered nor kept: comments and likes of pushes that were given up.</summary>
    public long GivenUp => Interlocked.Read(ref _given);

    public void Made(PlatformEvent made) => _events.Enqueue(made);

    public void Tried(PushAttempt attempt) => _attempts.Enqueue(attempt);

    public void Lost(int events) => Interlocked.Add(ref _given, events);
}

/// <summary>One attempt.</summary>
/// <param name="Purpose">What the push was for.</param>
/// <param name="Events">How many events it held.</param>
/// <param name="Number">From 1, of this push.</param>
/// <param name="Begun">When it was sent.</param>
/// <param name="Ended">When it was answered or given up.</param>
/// <param name="Status">The HTTP status; 0: no answer in time.</param>
internal sealed record PushAttempt(PushPurpose Purpose, int Events, int Number, DateTimeOffset Begun, DateTimeOffset Ended, int Status);
