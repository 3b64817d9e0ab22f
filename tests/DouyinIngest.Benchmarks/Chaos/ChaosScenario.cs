namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>One fault of the matrix: how it is injected, and what decides.</summary>
internal abstract class ChaosScenario
{
    /// <summary>As the matrix counts, such as F01.</summary>
    public abstract string Id { get; }

    /// <summary>The fault in a few words.</summary>
    public abstract string Fault { get; }

    /// <summary>Needs toxiproxy.</summary>
    public virtual bool NeedsProxy => false;

    /// <summary>Ends, stops or slows brokers that other runs use too, so nothing else starts meanwhile.</summary>
    public virtual bool HurtsBrokers => NeedsProxy;

    /// <summary>Latencies are what it is about: where times are judged it has the machine to itself.</summary>
    public virtual bool ComparesLatency => false;

    /// <summary>Needs rooms from a control topic.</summary>
    public virtual bool NeedsFleet => false;

    /// <summary>Takes too long, or too much of a machine, to be run with all others.</summary>
    public virtual bool OnlyWhenNamed => false;

    /// <summary>Records may stand twice before dedupe: a crash, or an upstream that repeats.</summary>
    public virtual bool MayRepeat => false;

    /// <summary>What the scenario needs to run.</summary>
    public abstract ChaosSettings Settings(ChaosScale scale);

    /// <summary>What happens, in order of time. The same seed makes the same plan.</summary>
    public abstract IEnumerable<TimedAction> Plan(ChaosScale scale, Random random);

    /// <summary>What the control topic says of a room, counted from 0.</summary>
    public virtual string AssignmentOf(int room) => "{}";

    /// <summary>Says what must be said before the rooms are handed out; not without a fleet.</summary>
    public virtual Task PrepareAsync(ChaosRig rig) => Task.CompletedTask;

    /// <summary>Waits for what must be seen before the world is stopped; by default nothing.</summary>
    public virtual Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The world stands still and everything was read back; the pods still run.</summary>
    public virtual Task EndedAsync(ChaosRig rig) => Task.CompletedTask;

    /// <summary>The scenario's own bars.</summary>
    public virtual void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
    }

    /// <summary>A moment near <paramref name="seconds"/>, a little moved by the seed.</summary>
    protected static TimeSpan Near(double seconds, Random random) => TimeSpan.FromSeconds(seconds + random.NextDouble());
}
