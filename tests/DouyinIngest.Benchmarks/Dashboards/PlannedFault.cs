namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>What is done to the rig so that queries give data which give none while all is well.</summary>
/// <param name="What">In a few words; stands in the table.</param>
/// <param name="Makes">Names of the rules, or titles of the panels, that give data then.</param>
/// <param name="InjectAsync">Does it.</param>
/// <param name="OnlyThen">They give none before: false where a slow machine is enough.</param>
internal sealed record PlannedFault(string What, IReadOnlyList<string> Makes, Func<DashboardRig, CancellationToken, Task> InjectAsync, bool OnlyThen = true);
