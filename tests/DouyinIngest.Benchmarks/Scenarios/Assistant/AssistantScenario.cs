using LiveAssistant;
using LiveAssistant.Answers;
using LiveAssistant.Screen;
using LiveAssistant.Simulation;

namespace DouyinIngest.Benchmarks.Scenarios.Assistant;

/// <summary>The sample's assistant in a simulated room, held against what the simulator knows.</summary>
internal static class AssistantScenario
{
    private const int LeastAnswers = 20;

    /// <summary>Runs for so long; the last view is the screen's.</summary>
    public static async Task<(SimulationCheck Check, AssistantView View)> RunAsync(
        AssistantSettings settings, TimeSpan length, Action<string> progress, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var site = await SimulatedSite.StartAsync(settings, time, cancellationToken);
        var (record, board) = (new AssistantRecord(), new AssistantBoard());
        await using var run = new AssistantRun(site.Room, site.Options(time), settings, new RuleResponder(AnswerRules.BuiltIn), record, board);
        var playing = site.PlayAsync(run, record, length, time, cancellationToken);
        var view = board.Look(run.View, run.Assistant.Waiting);
        while (!playing.IsCompleted)
        {
            await Task.WhenAny(playing, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken));
            if (!playing.IsCompleted && !site.Host.WhenWorldStopped.IsCompleted)
            {
                view = board.Look(run.View, run.Assistant.Waiting);
                progress($"{view.Elapsed.TotalSeconds:0} s: {view.Counts}");
            }
        }

        await playing;
        return (SimulationCheck.Of(site.Host.Oracle.Events(site.Host.Rooms[0].RoomId), record.Said), view);
    }

    /// <summary>The bars.</summary>
    public static ScenarioReport Report(SimulationCheck check)
    {
        var report = new ScenarioReport()
            .Add("chatsAnswered", check.Answered)
            .Add("giftsThanked", check.Thanked)
            .Add("linesSeenInTheRoom", check.Seen)
            .Add("misses", check.Misses.Count)
            .Require(check.Answered >= LeastAnswers, () => $"{check.Answered} chats answered in place of {LeastAnswers}")
            .Require(check.Thanked > 0, () => "no gift was thanked for");
        foreach (var miss in check.Misses)
        {
            report.Require(false, () => miss);
        }

        return report;
    }
}
