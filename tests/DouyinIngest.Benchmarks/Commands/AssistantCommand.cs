using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios.Assistant;
using DouyinIngest.Cli.Output;
using LiveAssistant;
using LiveAssistant.Screen;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The sample's assistant answers, thanks once, and never talks to itself.</summary>
internal static class AssistantCommand
{
    private const int Columns = 120;
    private const int Lines = 14;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the room lives.", DefaultValueFactory = _ => 240 };
        var pace = new Option<double>("--pace") { Description = "Seconds between two lines of the assistant.", DefaultValueFactory = _ => 3 };
        var rate = new Option<double>("--rate") { Description = "Events per second in the room.", DefaultValueFactory = _ => 25 };
        var picture = new Option<string>("--picture") { Description = "Where the picture of the screen goes, an SVG; empty: nowhere.", DefaultValueFactory = _ => "" };
        return ScenarioCommand.Create(
            "assistant",
            "The sample's assistant in a simulated room: chats answered, every gift combo thanked once with its count, its lines in the room, none answered by itself.",
            async (arguments, progress, cancellationToken) =>
            {
                var settings = new AssistantSettings { Pace = TimeSpan.FromSeconds(arguments.GetRequiredValue(pace)), Rate = arguments.GetRequiredValue(rate) };
                var (check, view) = await AssistantScenario.RunAsync(
                    settings, TimeSpan.FromSeconds(arguments.GetRequiredValue(seconds)), maxEvents: null, progress, cancellationToken);
                if (arguments.GetRequiredValue(picture) is { Length: > 0 } file)
                {
                    var screen = AssistantScreen.Draw(view with { Room = "https://live.douyin.com/123456789" }, Columns, Lines);
                    await File.WriteAllTextAsync(file, SvgScreen.Draw(screen, Columns, "The screen of the live assistant"), cancellationToken);
                }

                return AssistantScenario.Report(check);
            },
            seconds,
            pace,
            rate,
            picture);
    }
}
