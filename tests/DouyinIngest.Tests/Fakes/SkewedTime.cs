using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Fakes;

/// <summary>A wall clock that can be set, forward and back, while timers and timestamps go on as before.</summary>
internal sealed class SkewedTime : FakeTimeProvider
{
    /// <summary>How far the wall clock is from where it would be.</summary>
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Skew;

    // The fake's own follows its wall clock.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
