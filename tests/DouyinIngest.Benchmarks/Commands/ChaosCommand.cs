using System.CommandLine;
using DouyinIngest.Benchmarks.Chaos;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Faults under load, one after the other, and one table.</summary>
internal static class ChaosCommand
{
    public static Command Create()
    {
        var list = new Option<bool>("--list") { Description = "Names the scenarios and runs none." };
        var only = new Option<string>("--only") { Description = "Scenarios by comma, such as F01,F03; empty: all.", DefaultValueFactory = _ => "" };
        var isShort = new Option<bool>("--short") { Description = "The form that the tests run." };
        var seed = new Option<int>("--seed") { Description = "Of the world and the plans.", DefaultValueFactory = _ => 1 };
        var rate = new Option<double?>("--rate") { Description = "Events per second over all rooms." };
        var rooms = new Option<int?>("--rooms") { Description = "How many." };
        var isStatic = new Option<bool>("--static") { Description = "Rooms listed in the pods' settings: no fleet, nobody takes over." };
        var command = new Command("chaos", "Brokers, a simulator and several processes of the service; faults from a seeded plan; the topics against the oracle.")
        {
            list, only, isShort, seed, rate, rooms, isStatic,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            IReadOnlyList<ChaosScenario> chosen;
            try
            {
                chosen = ChaosScenarios.Named(arguments.GetRequiredValue(only));
            }
            catch (FormatException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 2;
            }

            if (arguments.GetValue(list))
            {
                foreach (var scenario in chosen)
                {
                    Console.WriteLine($"{scenario.Id,-5} {scenario.Fault}");
                }

                return 0;
            }

            var scale = new ChaosScale(
                arguments.GetValue(isShort), arguments.GetRequiredValue(seed), arguments.GetValue(rate), arguments.GetValue(rooms), arguments.GetValue(isStatic));
            return await RunAsync([.. chosen.OrderBy(s => s.Settings(scale).Brokers)], scale, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<ChaosScenario> chosen, ChaosScale scale, CancellationToken cancellationToken)
    {
        var outcomes = new List<ChaosOutcome>();
        await using var clusters = new ChaosClusters(Console.Error.WriteLine, scale.Short);
        if (!await new ChaosMatrix(chosen, scale, clusters, Console.Error.WriteLine, Take).RunAsync(cancellationToken))
        {
            await Console.Error.WriteLineAsync(ChaosClusters.Remedy);
            return 2;
        }

        foreach (var line in ChaosTable.Lines(outcomes))
        {
            Console.WriteLine(line);
        }

        // What was skipped proves nothing, and is no pass.
        Console.WriteLine($"{{\"runs\":[{string.Join(',', outcomes.Select(o => o.Report.ToJson()))}],\"skipped\":{outcomes.Count(o => o.Skipped is not null)},\"pass\":{(outcomes.All(o => o.Report.Pass) ? "true" : "false")}}}");
        return outcomes.All(o => o.Report.Pass) ? 0 : 1;

        void Take(ChaosOutcome outcome)
        {
            outcomes.Add(outcome);
            if (outcome.Skipped is { } why)
            {
                Console.Error.WriteLine($"{outcome.Scenario.Id} SKIPPED: {why}");
            }

            foreach (var miss in outcome.Report.Misses)
            {
                Console.Error.WriteLine($"{outcome.Scenario.Id} MISS {miss}");
            }
        }
    }
}
