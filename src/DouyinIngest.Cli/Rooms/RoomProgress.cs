using DouyinIngest.Cli.Output;
using Spectre.Console;

namespace DouyinIngest.Cli.Rooms;

/// <summary>How far a long piece of work is, where a person looks; elsewhere nothing.</summary>
internal static class RoomProgress
{
    /// <param name="terminal">Where.</param>
    /// <param name="quiet">Shows nothing.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="work">Gets what it tells its count to.</param>
    public static Task RunAsync(Terminal terminal, bool quiet, string what, int total, Func<Action<int>, Task> work)
        => terminal.IsInteractive && !quiet && total > 1
            ? terminal.Screen.Progress().StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: total);
                await work(done => task.Value = done);
                task.Value = total;
            })
            : work(static _ => { });
}
