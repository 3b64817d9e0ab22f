using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios.Filters;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>What the message filter costs.</summary>
internal static class FilterCommand
{
    public static Command Create()
    {
        var words = new Option<int>("--words") { Description = "How many words.", DefaultValueFactory = _ => 10_000 };
        var chats = new Option<int>("--chats") { Description = "How many chats.", DefaultValueFactory = _ => 50_000 };
        var matching = new Option<double>("--matching") { Description = "The part of the mixed stream that has a word.", DefaultValueFactory = _ => 0.02 };
        var seed = new Option<int>("--seed") { Description = "Of words and chats.", DefaultValueFactory = _ => 1 };
        return ScenarioCommand.Create(
            "filter",
            "Looks for many words in chats of real size, in one thread.",
            (arguments, progress, _) => Task.FromResult(FilterScenario.Run(
                arguments.GetValue(words), arguments.GetValue(chats), arguments.GetValue(matching), arguments.GetValue(seed), progress)),
            words,
            chats,
            matching,
            seed);
    }
}
