using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>A clock that goes from one timer of the code under test to the next, and tells how long each was to be.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _due = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _due.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>How long the next timer waits, in order of their making; the clock stays.</summary>
    public async Task<TimeSpan> NextAsync() => await _due.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), System);

    /// <summary>Waits until the next timer is made, and moves the clock on to its end.</summary>
    public async Task<TimeSpan> StepAsync()
    {
        var due = await NextAsync();
        Advance(due);
        return due;
    }
}
