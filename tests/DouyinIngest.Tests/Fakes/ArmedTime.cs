using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Fakes;

/// <summary>A clock that is moved on only after the code under test has armed a timer, so that no test races with it.</summary>
public sealed class ArmedTime : FakeTimeProvider
{
    private readonly Channel<bool> _armed = Channel.CreateUnbounded<bool>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Watch(base.CreateTimer(callback, state, dueTime, period), this);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _armed.Writer.TryWrite(true);
        }

        return timer;
    }

    public async Task AdvanceWhenArmedAsync(TimeSpan by, CancellationToken ct = default)
    {
        await _armed.Reader.ReadAsync(ct).AsTask().WaitAsync(TimeSpan.FromSeconds(5), System, ct);
        Advance(by);
    }

    private sealed class Watch(ITimer inner, ArmedTime owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                owner._armed.Writer.TryWrite(true);
            }

            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
