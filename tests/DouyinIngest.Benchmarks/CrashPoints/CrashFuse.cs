using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.CrashPoints;

/// <summary>Kills this process, as SIGKILL does, the so-many-th time that its point is reached; throws at <see cref="CrashPoint.Thrown"/>.</summary>
internal sealed class CrashFuse(CrashPoint point, int after)
{
    private int _left = after;

    public void Reached(CrashPoint at)
    {
        if (at == point && Interlocked.Decrement(ref _left) == 0)
        {
            if (at == CrashPoint.Thrown)
            {
                throw new InvalidOperationException("a fault that was planned");
            }

            PosixSignals.Send(Environment.ProcessId, PosixSignals.Kill);
            // Nothing more of this thread until the signal arrives.
            using var never = new ManualResetEventSlim();
            never.Wait();
        }
    }
}
