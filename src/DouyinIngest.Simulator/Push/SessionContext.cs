using DouyinIngest.Simulator.Faults;

namespace DouyinIngest.Simulator.Push;

/// <summary>What all sessions share.</summary>
internal sealed record SessionContext(SimulatorOptions Options, TimeProvider Time, SimulatorCounters Counters, FaultInjector Faults)
{
    /// <summary>Server time, milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
