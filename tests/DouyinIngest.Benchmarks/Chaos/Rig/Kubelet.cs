namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>
/// Probes pods as a kubelet does: every second, and three failures in a row are one. What it sees goes into the run's notes: <c>fewestReady</c> of the
/// pods that stay, <c>mostPods</c>, <c>livenessFailed</c>, <c>readyAfterSigterm</c>, <c>probes</c>.
/// </summary>
internal sealed class Kubelet(ChaosRig rig)
{
    private const int FailureThreshold = 3;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Pod, int> _notReady = [];
    private readonly Dictionary<Pod, int> _notLive = [];

    /// <summary>Probes until <paramref name="end"/> has ended. <paramref name="leaving"/> was told to stop: it must not be ready any more, but live till it exits.</summary>
    public async Task WatchAsync(Pod? leaving, Task end)
    {
        using var timer = new PeriodicTimer(Period, TimeProvider.System);
        while (!end.IsCompleted && await timer.WaitForNextTickAsync())
        {
            var pods = rig.Running.ToList();
            Note("mostPods", Math.Max(Noted("mostPods"), pods.Count));
            var probes = await Task.WhenAll(pods.Select(async pod => (Pod: pod, Ready: await pod.IsReadyAsync(), Live: await pod.IsLiveAsync())));
            foreach (var (pod, ready, live) in probes.Where(p => p.Pod.IsRunning))
            {
                Note("probes", Noted("probes") + 1);
                Note("livenessFailed", Noted("livenessFailed") + (InARow(_notLive, pod, live) == FailureThreshold ? 1 : 0));
                if (pod == leaving)
                {
                    Note("readyAfterSigterm", Noted("readyAfterSigterm") + (ready ? 1 : 0));
                }
                else
                {
                    InARow(_notReady, pod, ready);
                }
            }

            var staying = pods.Where(pod => pod != leaving).ToList();
            var count = staying.Count(pod => _notReady.GetValueOrDefault(pod) < FailureThreshold);
            Note("fewestReady", rig.Notes.TryGetValue("fewestReady", out var fewest) ? Math.Min(fewest, count) : count);
        }

        await end;
    }

    private static int InARow(Dictionary<Pod, int> failures, Pod pod, bool ok) => failures[pod] = ok ? 0 : failures.GetValueOrDefault(pod) + 1;

    private double Noted(string name) => rig.Notes.GetValueOrDefault(name);

    private void Note(string name, double value) => rig.Notes[name] = value;
}
