using DouyinIngest.Cli.Output;
using Spectre.Console;

namespace DouyinIngest.Cli.Demo;

/// <summary>Shows a running demo: a screen where a person looks, else a line now and then.</summary>
internal sealed class DemoShow(Terminal terminal, DemoMonitor monitor)
{
    private static readonly TimeSpan ScreenTurn = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineTurn = TimeSpan.FromSeconds(2);

    /// <summary>Lines of the screen that are not rooms.</summary>
    private const int OtherLines = 19;

    /// <summary>Plays until the time is over, the service ends, or a person has seen enough; the last view.</summary>
    public async Task<DemoView> PlayAsync(TimeSpan duration, CancellationToken serviceStopping, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(serviceStopping, cancellationToken);
        if (!terminal.IsInteractive)
        {
            return await LoopAsync(duration, LineTurn, view => terminal.Out.WriteLine(DemoScreen.Line(view)), stop.Token);
        }

        var columns = Math.Min(terminal.Screen.Profile.Width, 140);
        var rooms = Math.Clamp(terminal.Screen.Profile.Height - OtherLines, 3, 20);
        return await terminal.Screen.Live(new Text("")).StartAsync(context => LoopAsync(
            duration,
            ScreenTurn,
            view =>
            {
                context.UpdateTarget(DemoScreen.Draw(view, columns, rooms));
                context.Refresh();
            },
            stop.Token));
    }

    private async Task<DemoView> LoopAsync(TimeSpan duration, TimeSpan turn, Action<DemoView> show, CancellationToken stop)
    {
        while (true)
        {
            var view = await monitor.LookAsync("playing", CancellationToken.None);
            show(view);
            var left = duration - monitor.Elapsed;
            if (left <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                return view;
            }

            await Task.Delay(left < turn ? left : turn, terminal.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
