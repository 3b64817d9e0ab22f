using Spectre.Console;

namespace LiveAssistant.Screen;

/// <summary>Draws the screen four times a second for as long as the work goes on.</summary>
internal static class AssistantShow
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    /// <summary>Lines of the screen that are neither chat nor gifts.</summary>
    private const int OtherLines = 12;

    public static Task PlayAsync(IAnsiConsole console, Func<AssistantView> look, Task work, TimeProvider time)
    {
        var columns = Math.Min(console.Profile.Width, 140);
        var lines = Math.Clamp(console.Profile.Height - OtherLines, 6, 24);
        return console.Live(new Text("")).StartAsync(async context =>
        {
            while (!work.IsCompleted)
            {
                context.UpdateTarget(AssistantScreen.Draw(look(), columns, lines));
                context.Refresh();
                await Task.WhenAny(work, Task.Delay(Turn, time));
            }

            context.UpdateTarget(AssistantScreen.Draw(look(), columns, lines));
        });
    }
}
