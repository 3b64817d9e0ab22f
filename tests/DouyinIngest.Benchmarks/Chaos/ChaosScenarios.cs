using DouyinIngest.Benchmarks.Chaos.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>All scenarios, in the order of the matrix.</summary>
internal static class ChaosScenarios
{
    public static IReadOnlyList<ChaosScenario> All { get; } =
    [
        new KillOneScenario(),
        new RollingRestartScenario(),
        new KillAllScenario(),
        new ScaleScenario(),
        new BrokerAwayScenario(),
        new ShedScenario(),
        new LeaderMovedScenario(),
        new SlowBrokerScenario("F08", TimeSpan.FromSeconds(1), mayRepeat: false),
        new CoordinatorKilledScenario(),
        new HalfOpenScenario(),
        new ResetStormScenario(),

        // Two after another that needs the proxy, so that its pods can start meanwhile.
        new SlowBrokerScenario("F08b", TimeSpan.FromSeconds(10), mayRepeat: true),
        new RefusalsScenario(),
        new ReplayScenario(),
        new HotRoomScenario(hot: true),
        new HotRoomScenario(hot: false),
        new QuotaScenario(),
        new ControlChurnScenario(),
        new FrozenScenario("F25", 30, mayRepeat: true),
        new PartitionScenario(),
        new FrozenScenario("F28", 2, mayRepeat: false),
        new TerminateInOutageScenario(),
        new CrashPointsScenario(),
        new ManyRoomsScenario(),
        new LifeScenario(),
        new SoakScenario(),
        new RolloutScenario(),
    ];

    /// <summary>The named ones, in the order of the matrix; all for an empty list.</summary>
    /// <exception cref="FormatException">A name is none; says which there are.</exception>
    public static IReadOnlyList<ChaosScenario> Named(string only)
    {
        var names = only.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = names.Where(n => !All.Any(s => Is(s, n))).ToList();
        return unknown.Count > 0
            ? throw new FormatException($"no scenario {string.Join(", ", unknown)}; there are {string.Join(", ", All.Select(s => s.Id))}")
            : names.Length == 0 ? [.. All.Where(s => !s.OnlyWhenNamed)] : [.. All.Where(s => names.Any(n => Is(s, n)))];
    }

    private static bool Is(ChaosScenario scenario, string name) => string.Equals(scenario.Id, name, StringComparison.OrdinalIgnoreCase);
}
