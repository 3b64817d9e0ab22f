namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>One thing that goes wrong, or right again.</summary>
/// <param name="At">After the load began.</param>
/// <param name="What">For the progress and the report.</param>
/// <param name="FireAsync">Does it; returns how many times it struck (sockets, processes): 0 is a fault that did not fire.</param>
/// <param name="Heals">The world is whole again: recovery is counted from the end of the last such action, or of the last action.</param>
internal sealed record TimedAction(TimeSpan At, string What, Func<ChaosRig, CancellationToken, Task<long>> FireAsync, bool Heals = false)
{
    public static TimedAction Do(TimeSpan at, string what, Action<ChaosRig> action, bool heals = false) => new(at, what, (rig, _) =>
    {
        action(rig);
        return Task.FromResult(1L);
    }, heals);

    public static TimedAction Do(TimeSpan at, string what, Func<ChaosRig, Task> action, bool heals = false) => new(at, what, async (rig, _) =>
    {
        await action(rig);
        return 1;
    }, heals);
}
